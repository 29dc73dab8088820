// Gets a new access token when it is missing, of unknown age, or about to expire. This runs before the
// request is signed. Newman does not support top-level await, so the response is handled in a callback.
(function () {
    const tokenUrl = pm.variables.replaceIn(@url@);
    const auth = pm.request.auth;
    if (auth && auth.type !== "oauth2" || pm.variables.replaceIn(pm.request.url.toString()) === tokenUrl) {
        return; // sends no access token
    }

    // A minute before expiry; for tokens that live less than four minutes, a quarter of their lifetime.
    const margin = Math.min(60000, Number(pm.variables.get("@access@_lifetime") || Infinity) / 4);
    const refreshToken = @stored@;
    const expiresAt = Number(pm.variables.get("@access@_expires_at") || 0);
    const isGood = pm.variables.get("@access@") && Date.now() < expiresAt - margin;
    const isTooEarly = Date.now() < Number(pm.variables.get("next_refresh_at") || 0);
    if (!refreshToken || isGood || isTooEarly) {
        return;
    }

    // Requests read @access@ from the environment first, then from the collection, so the new
    // tokens are stored in the same place. Some runs know the environment's values, but not its name.
    const inEnvironment = Boolean(pm.environment.name) ||
        pm.environment.has("@access@") || pm.environment.has("@refresh@");

    function keep(key, value) {
        if (inEnvironment) {
            pm.environment.set(key, value);
        } else {
            pm.collectionVariables.set(key, value);
        }
    }

    // Only this script needs these values, so they last only as long as the run.
    function giveUp(problem, until) {
        pm.variables.set("next_refresh_at", String(until));
        console.error("The access token was not refreshed: " + problem);
    }

    const asked = Date.now();
    pm.sendRequest({
        url: tokenUrl,
        method: "POST",
        header: @header@,
        body: {
            mode: "urlencoded",
            urlencoded: [
@credentials@@grant@            ]
        }
    }, function (error, response) {
        if (error || response.code === 429 || response.code >= 500) {
            giveUp((error ? "no answer" : response.code) + " from " + tokenUrl + "; the next try is in a minute.", asked + 60000);
            return;
        }
        let answer = {};
        try {
            answer = response.json() || {};
        } catch (notJson) {
            // Not JSON, so there is no token in it.
        }
        if (response.code !== 200 || !answer.access_token) {
            const reason = /^[a-z_]{1,40}$/.test(answer.error) ? " " + answer.error : "";
            giveUp(response.code + reason + @advice@, Infinity);
            return;
        }
        const lifetime = 1000 * (Number(answer.expires_in) || 3600); // an hour if the response does not say
        pm.variables.set("@access@_lifetime", String(lifetime));
        keep("@access@_expires_at", String(asked + lifetime));
        keep("@access@", answer.access_token);
        if (answer.refresh_token) {
            keep("@refresh@", answer.refresh_token);
        }
    });
})();
