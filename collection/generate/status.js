// Fails requests that are not answered as the API's document says, and says what to do.
// Requests that are not listed here, such as those that you add, are left alone.
(function () {
    const known = [/* requests */]; // statuses of success, scopes, names
    const mine = known.find(function (one) { return one[2].indexOf(pm.info.requestName) >= 0; });
    if (!mine) {
        return;
    }
    const code = pm.response.code;
    const expected = mine[0];
    const scopes = mine[1].join(" ");
    const isExpected = expected.length === 0
        ? code >= 200 && code < 300
        : expected.some(function (status) { return status === String(code) || status === String(code)[0] + "XX"; });

    // The cause of a 401, told from the token that was sent and the one that the variable holds. Neither is
    // shown. Postman's v3 format replaces references in scripts, too: names in braces are not written out here.
    function tokenProblem() {
        const variable = /* token */;
        const reference = "{" + "{" + variable + "}" + "}";
        const header = String(pm.request.headers.get("Authorization") || "").trim();
        const token = (/^Bearer\s+(\S+)$/i.exec(header) || [])[1] || "";
        const sent = token === reference ? "" : token;
        const stored = variable ? pm.variables.replaceIn(String(pm.variables.get(variable) || "")).trim() : "";
        const anew = "Authorization > Get New Access Token";
        if (!variable) {
            return "the request was sent without valid credentials. Check the Authorization tab.";
        }
        if (!sent && !stored) {
            return "no access token was sent: the variable " + variable + " is empty. Get a token: " + anew + " > Use Token.";
        }
        if (!sent) {
            return "no access token was sent, although the variable " + variable + " holds one. Put " + reference +
                " into the Token field of the Authorization tab.";
        }
        if (sent !== stored) {
            return "the Authorization tab holds a token of its own (Use Token puts it there), and it has expired or was revoked. " +
                "Put " + reference + " back into the tab's Token field, or press Get New Access Token.";
        }
        return "the token in " + variable + " has expired or was revoked. Refresh it; if that is refused, sign in again: " + anew + ".";
    }

    function advice() {
        const missing = decodeURIComponent(pm.request.url.toString()).match(/\{\{[^{}]+\}\}/g);
        if (!code) {
            return "no answer: is " + pm.variables.replaceIn(/* server */) + " reachable from here?";
        }
        if (missing) {
            return code + ": " + missing.join(", ") + " has no value. Fill it in.";
        }
        switch (code) {
        case 400:
        case 422:
            return code + ": the API refuses what was sent; its answer says why.";
        case 401:
            return "401: " + tokenProblem();
        case 403:
            return "403: not allowed." + (scopes ? " It needs the scope " + scopes +
                ". A refresh adds none: authorize again, and ask for it." : " The user may lack a permission.");
        case 404:
            return "404: there is no such record. Check the IDs in the address.";
        case 429:
            return "429: too many requests. Wait " + (pm.response.headers.get("Retry-After") || "some") + " seconds, and send it again.";
        default:
            return code + (code >= 500 ? ": the server failed. Try again later." : ", where the API's document says " +
                (expected.join(" or ") || "success") + ".");
        }
    }

    pm.test(pm.info.requestName + " succeeds", function () {
        if (!isExpected) {
            pm.expect.fail(advice());
        }
    });
})();
