// Says once per run when the token that was sent is not the one that is refreshed. It prints no token.
// Postman's v3 format replaces references in scripts, too: the name in its braces must not be written out.
(function () {
    const auth = pm.request.auth;
    const header = pm.request.headers.get("Authorization") || "";
    const sent = (/^Bearer\s+(\S+)$/i.exec(header.trim()) || [])[1];
    const stored = pm.variables.replaceIn(String(pm.variables.get("@access@") || "")).trim();
    const isOAuth = !auth || auth.type === "oauth2";
    if (!sent || !isOAuth || sent === stored || pm.variables.get("own_token_reported")) {
        return;
    }
    pm.variables.set("own_token_reported", "true");
    const reference = "{" + "{@access@}" + "}";
    console.warn("The Authorization tab holds a token of its own (Use Token puts it there), and that token was sent. " +
        "Only " + reference + " is refreshed: put " + reference + " back into the tab's Token field.");
})();
