package secret_test

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/redact/secret"
	"github.com/postwright/postwright/internal/testkit"
)

// hidden stands for a secret that a person would recognize as one.
const hidden = "hV7qTz0pWk3LmN8sRt4B"

// TestReported plants a secret in each way in which real collections give one
// away, and wants it reported, all of it and nothing else.
func TestReported(t *testing.T) {
	const at = "<here>"
	for _, text := range []string{
		`{"header": [{"key": "Cookie", "value": "theme=dark; connect.sid=<here>"}]}`,
		`{"header": [{"key": "Cookie", "value": "_ga=GA1.2.1094838271.1701938475; SESSION=<here>; lang=en"}]}`,
		`{"header": "Accept: */*\nCookie: theme=dark; PHPSESSID=<here>"}`,
		`{"response": [{"header": [{"key": "Set-Cookie", "value": "session=<here>; Path=/; HttpOnly"}]}]}`,
		`{"exec": ["curl -H 'Cookie: theme=dark; sid=<here>; lang=en' https://a.example"]}`,
		`{"header": [{"key": "Authorization", "value": "SSWS <here>"}]}`,
		`{"header": [{"key": "Authorization", "value": "GenieKey <here>"}]}`,
		`{"header": [{"key": "Authorization", "value": "Private-Scheme <here>"}]}`,
		`{"exec": ["curl -H 'Authorization: Private-Scheme <here>' https://a.example"]}`,
		`{"raw": "{\"cfg\": \"{\\\"password\\\": \\\"<here>\\\"}\"}"}`,
		`{"raw": "{\"cfg\": \"{\\\"a\\\": \\\"{\\\\\\\"password\\\\\\\": \\\\\\\"<here>\\\\\\\"}\\\"}\"}"}`,
		`{"raw": "{\"tokens\": [\"{{first}}\", \"<here>\"]}"}`,
		`{"raw": "{\"accessTokens\": [[\"<here>\"]], \"name\": \"Kx93jfLsaQ2mT\"}"}`, `{"raw": "{\"tokens\": [[\"{{a}}\"], [\n\"<here>\"]], \"ids\": [\"Kx93jfLsaQ2mT\"]}"}`,
		`{"raw": "{\"secrets\": [{\"name\": \"Kx93jfLsaQ2mT\", \"size\": 3, \"value\": \"<here>\"}]}"}`, `{"raw": "{\"secrets\": [{\"id\": 1}, {\"value\": \"<here>\"}], \"value\": \"Kx93jfLsaQ2mT\"}"}`,
		`{"url": {"raw": "https://a.example/x", "auth": ["svc", "<here>"], "host": ["a", "example"], "path": ["x"]}}`,
		`{"raw": "[{\"Name\": \"DB_PASSWORD\", \"Value\": \"<here>\"}]"}`,
		`{"raw": "[{\"Name\": \"DB_PASSWORD\",\n  \"Value\": \"<here>\"}]"}`,
		`{"raw": "<l><password><![CDATA[<here>]]></password></l>"}`,
		`{"raw": "--x\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\n<here>\r\n--x--"}`,
		"{\"exec\": [\"const h = `Bearer <here>`;\"]}",
		`{"exec": ["const h = \"Bearer \" + \"<here>\";"]}`,
		`{"exec": ["const password = pm.environment.get(\"p\") || \"<here>\";"]}`,
		`{"exec": ["const key = pm.environment.get(\"api_key\") ?? \"<here>\";"]}`,
		`{"exec": ["const password = given ? given : '<here>';"]}`,
		`{"exec": ["sha256.hmac('<here>', data)"]}`,
		`{"exec": ["new Buffer('svc:<here>').toString('base64')"]}`,
		`{"exec": ["curl -b 'theme=dark; sid=<here>' https://a.example"]}`,
		`{"response": [{"header": [{"key": "Location", "value": "https://a.example/back#access_token=<here>&expires_in=1"}]}]}`,
		`{"exec": ["login(process.env.DB_PASSWORD || '<here>');"]}`,
		`{"exec": ["pm.request.headers.add({value: \"<here>\", key: \"X-Api-Key\"});"]}`,
		`{"exec": ["CryptoJS.HmacSHA256(data, \"<here>\");"]}`,
		`{"exec": ["CryptoJS.HmacSHA1(f(data, 1), CryptoJS.enc.Utf8.parse('<here>'));"]}`,
		`{"exec": ["crypto.createHmac('sha256', '<here>').update(x);"]}`,
		`{"exec": ["btoa(\"svc:<here>\")"]}`,
		`{"exec": ["btoa(\"svc\" + \":\" + \"<here>\")"]}`,
		`{"description": "export DB_PASSWORD=<here>"}`,
		`{"raw": "[{\"ParameterKey\": \"DBPassword\", \"ParameterValue\": \"<here>\"}]"}`,
		`{"raw": "<v><name>DB_PASSWORD</name>\n<value>\n<here></value></v>"}`,
		`{"raw": "<dict><key>ApiSecret</key><string><![CDATA[<here>]]></string></dict>"}`,
		`{"raw": "<password>\n <![CDATA[ <here> ]]>\n</password>"}`,
		`{"raw": "--x\r\nContent-Disposition: form-data; name=password\r\n\r\n<here>\r\n--x--"}`,
		`{"raw": "tokens:\n  - <here>\n"}`, `{"raw": "api_keys:\n- \"{{key}}\"\n- '<here>'\n"}`,
		`{"request": {"header": [{"key": "X-Api-Key", "value": "{{k}}"}]}, "variable": [{"key": "k", "value": "<here>"}]}`,
		`{"variable": [{"key": "k", "value": "<here>"}], "auth": {"type": "bearer", "bearer": [{"key": "token", "value": "Bearer {{k}}"}]}}`,
		`{"description": "DB_PASSWORD=hV7qTz0pWk3L"}`,
		`{"auth": {"type": "apikey", "apikey": [{"key": "value", "value": "<here>\n"}]}}`,
		`{"request": {"url": "https://svc:517394262915@api.example/x"}}`,
		`{"raw": "{\"user\":\"admin@a.example\",\"password\":\"abcd123$\"}"}`,
		`{"header": [{"key": "Authorization", "value": "Basic YWRtaW5pc3RyYXRvckB2c3BoZXJlLmxvY2FsOkFkbWluITIz"}]}`,
		`{"response": [{"cookie": [{"key": "webexToken", "value": "<here>"}, {"key": "mp_8724_mixpanel", "value": "kT9wQ2mN4xZ8vB6cL1pR"}]}]}`,
		`{"response": [{"cookie": [{"key": "webexToken", "value": "<here>=="}]}]}`,
		`{"raw": "{\"url\": \"https://a.example/files?alt=json&token=<here>\"}"}`,
		`{"url": {"query": [{"key": "alt", "value": "media"}, {"key": "token", "value": "<here>"}]}}`,
		`{"raw": "{\"url\": \"https://a.example/files?alt=media&token=<here>\"}"}`,
		`{"raw": "{\"password\": \"Mein!Hund7x\"}"}`, `{"raw": "{\"password_digest\": \"Mein!Hund7x\"}"}`,
		`{"raw": "{\"apiKeys\": [\"<here>\"]}"}`, `{"raw": "{\"passwords\": [\"<here>\"]}"}`, `{"raw": "{\"novaSenha\": \"<here>\"}"}`, `{"raw": "{\"contraseña\": \"<here>\"}"}`,
		`{"urlencoded": [{"key": "Passwort", "value": "<here>"}, {"key": "resenha", "value": "Kx93jfLsaQ2mT"}]}`, `{"formdata": [{"key": "密码", "value": "<here>"}]}`, `{"raw": "{\"mdp\": \"<here>\"}"}`,
		`{"raw": "{\"passwords\": {\"admin\": \"<here>\", \"guest\": \"{{guest}}\"}}"}`, `{"exec": ["const apiKeys = { live: 1 }; const tokens = {'eu': 'none', 'us': '<here>'};"]}`,
		`{"url": {"query": [{"key": "city", "value": "Paris"}, {"key": "key", "value": "<here>"}]}}`, `{"url": "https://a.example/weather?city=Paris&appid=<here>"}`,
		`{"secret_id": "7d444840-9dc0-11d1-b245-5ffdce74fad2"}`,
	} {
		d := testkit.Parse(t, strings.ReplaceAll(text, at, hidden))
		want := hidden
		if strings.Contains(text, at+"==") {
			want += "=="
		}
		for _, other := range []string{"hV7qTz0pWk3L", "517394262915", "abcd123$", "YWRtaW5pc3RyYXRvckB2c3BoZXJlLmxvY2FsOkFkbWluITIz", "Mein!Hund7x", "7d444840-9dc0-11d1-b245-5ffdce74fad2"} {
			if !strings.Contains(text, at) && strings.Contains(text, other) {
				want = other
			}
		}
		found := secret.Find(d)
		if len(found) != 1 || found[0].Value != want {
			t.Errorf("%s: found %+v", text, values(found))
		}
		if masked := mask(d); strings.Contains(masked, want) {
			t.Errorf("%s is shown as %s", text, masked)
		}
	}
}

// TestSessionKey: a long key of a session gives access, a short one numbers it.
func TestSessionKey(t *testing.T) {
	for value, want := range map[string]int{hidden + hidden: 1, hidden: 0} {
		if found := secret.Find(testkit.Parse(t, `{"urlencoded": [{"key": "session_key", "value": "`+value+`"}]}`)); len(found) != want {
			t.Errorf("%s: %v", value, values(found))
		}
	}
}

// TestWeakLogins: the password of a Basic login that anybody guesses is told from one that
// stands for a password, and from a real one.
func TestWeakLogins(t *testing.T) {
	for login, want := range map[string]string{
		"admin:admin123": "weak", "root:toor1": "weak", "rest:rest": "weak", "svc:12345678": "weak", "ana:Summer2024": "found", "svc:" + hidden: "found",
		"admin:password": "", "user:password1": "", "test:test123": "", "svc:{{password}}": "", "admin:admin": "", "user:changeme1": "",
	} {
		encoded := base64.StdEncoding.EncodeToString([]byte(login))
		got := ""
		for _, f := range secret.Find(testkit.Parse(t, `{"header": [{"key": "Authorization", "value": "Basic `+encoded+`"}]}`)) {
			got = "found"
			if f.Weak {
				got = "weak"
			}
		}
		if got != want {
			t.Errorf("%s: %q, want %q", login, got, want)
		}
	}
}

func values(found []secret.Finding) (list []string) {
	for _, f := range found {
		list = append(list, f.Value+" as "+f.Kind)
	}
	return list
}

// TestNotReported: what only looks like a secret is not reported. It may be
// hidden all the same.
func TestNotReported(t *testing.T) {
	for name, value := range map[string]string{
		"staffPassword": "sdafghsfgahjgdfhjdkflasgdhfjksldjaghfkdls", "query_key": "/library/metadata/66810", "x_session_key": "zz7llzqlx8w9vnrsbnwhbmep", "labPassword": "C1sco12345",
		"loginPassword": "jd_password123", "pushToken": "apns_token_abc123_xyz789", "rootPassword": "s3cr3t", "adminPassword": "S3cret123",
		"tokenizationId": "f865288c97ca4913887373728b8dfc4c", "apiKeyId": "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
		"accessKeyId": "7d444840-9dc0-11d1-b245-5ffdce74fad2", "nextPageToken": "CAUQAAfXy7Zt9wQ2mN4k",
		"continuationToken": "a1b2c3d4e5f60718293a4b5c", "syncToken": "CPDAlvWDx70CEPDAlvWDx70CGAU", "pagingToken": "rAb8Zt9wQ2mN4kfXy7gA",
		"tokenAddress": "0xdAC17F958D2ee523a2206206994597C13D831ec7", "token": "0xdAC17F958D2ee523a2206206994597C13D831ec7",
		"tokenHash": "5d41402abc4b2a76b9719d911017c592", "passwordHash": "$2b$12$KIXQ1z9bD3u8m0xYv1a2ue",
		"secretArn": "arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf", "secretsManagerArn": "9f8a7d6c5b4e3f2a1b0cQz",
		"sessionId": "9b2f8c1de7a64f0b8c5d", "session_id": "user_voice_001", "credentialId": "6f1ed002ab5595859014ebf0951522d9",
		"tokenType": "Bearer9aB3dEf9h2K", "tokenRequestedType": "Customer", "cookieName": "connect.sid9aB3d", "tokenHeader": "X-Custom-Auth9",
		"tokenCount": "9f8a7d6c5b4e3f2a1b0cQz", "private_key_id": "9f8a7d6c5b4e3f2a1b0cQz9f8a7d6c5b4e3f2a1b",
		"GcmCredentialSid": "GcmCredentialSid", "IncludeCredentials": "IncludeCredentials", "SipAuthPassword": "SipAuthPassword",
		"Postman-Token": "3f0a9c52-7d41-4b8e-9a6c-0e5b2d71c844", "tokenService": "VISATOKENSERVICE", "tokenProvider": "VISATOKENSERVICE",
		"authorization_mode": "X-access-token", "access_token": "X-access-token", "api_key": "special-key", "longTokenVar": "longTokenValue",
		"secret": "deadbeefdeadbeefdeadbeef", "client_secret": "pay_csk_test_abc123", "password": "Password123!", "auth_token": "d0a7c8f3xxxxxxxxxxxxxxxx",
		"user_password": "wrong_password", "basic_password": "Incorrect-Pass1", "db_password": "Invalid@123",
		"jwt.secret": "mi_secreto", "senha_token": "minha_senha", "wachtwoord_pass": "Geheim123!", "app_secret": "votre_mot_de_passe", "userPassword": "mein_passwort",
		"passord_password": "passord123", "login_password": "Secreta123", "wifi_password": "great_secret12", "new_password": "Contraseña123!",
		"consumerSecret": "D+EdQ-gs$-%@2Nu7", "fcm_token": "c2FtcGxlX3B1c2hfdG9rZW5fZXhhbXBsZQ==", "push_token": "73616d706c655f746f6b656e",
		"login_token": "MUST-BE-SET", "order_token": "5O190127TN364715T", "botToken": "407182:hgkjdfhgkjdfs", "credentialKindKey": "NSXTCREDENTIAL", "d_password": "JohnDoe902817", "c_password": "SecureP@ss123", "deviceToken": "sdfgasdffgsda27", "ec_token": "EC-5O190127TN364715T", "accessToken": "请在这里输入您的令牌", "refresh_token": "sk_test_4eC39HqLyjWDarjtT1zdp7dc",
		"fcmToken": "ashdahdjkahoqwieoqwe102839012ud", "e_password": "e10adc3949ba59abbe56e057f20f883e", "f_password": "8d969eef6ecad3c29a3a629280e686cf0c3f5d5a86aff3ca12020c923adc6c92", "cardToken": "pm_1J4rKQ2eZvKYlo2CbQ7xH9dT",
		"X-XSRF-TOKEN": "7d444840-9dc0-11d1-b245-5ffdce74fad2", "csrfToken": "hV7qTz0pWk3LmN8sRt4B", "code_verifier": "hV7qTz0pWk3LmN8sRt4BhV7qTz0pWk3LmN8sRt4BhV7qT", "credential_signing_alg_values_supported": "Ed25519Signature2020",
		"x-goog-credential": "svc-a9f8%40a.iam.gserviceaccount.com%2F20240101%2Fauto%2Fstorage%2Fgoog4_requ", "g_password": "Pruebas2021", "internalAuthSecret": "internal-secret-dev-2024",
		"code_secret": "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
	} {
		for _, form := range []string{
			`{"header": [{"key": %[1]q, "value": %[2]q}]}`, `{"variable": [{"key": %[1]q, "value": %[2]q}]}`, `{%[1]q: %[2]q}`,
			`{"urlencoded": [{"key": %[1]q, "value": %[2]q}]}`, `{"header": "Accept: */*\n%[1]s: %[2]s"}`,
		} {
			mustNotReport(t, fmt.Sprintf(form, name, value))
		}
		mustNotReport(t, fmt.Sprintf(`{"raw": %s}`, jsontree.Quote(fmt.Sprintf(`{%q: %q}`, name, value))))
	}
	for _, text := range []string{
		`A JSON object with parameters such as "User", "Password", "ClientName", and "RequestInfo".`,
		"-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKjMzEfYyjiWA4R4/M2bS1GB4t7NXp98C3SC6dVMvDu\n-----END PRIVATE KEY-----",
		`[mail us](https://mailto:support@a.example)`, `Authorization: Beare{{access_token}}`,
		`let token = "sellerAccessToken-" + id;`, `const tokenVariable = "accessTokenName";`,
		`CryptoJS.HmacSHA256(data, pm.environment.get("Secret1Key"))`, `btoa("user:password")`, `btoa(user + ":" + password)`,
		`{"encryptedPayload": "eyJhbGciOiJSU0EtT0FFUC0yNTYiLCJlbmMiOiJBMjU2R0NNIn0.9f8a7d6c5b4e3f2a1b0cQz.Zt7qTz0pW4kZt7q.hV7qTz0pWk3LmN8sRt4BhV7q.Kx93jfLsaQ2mKx93jfLsaQ"}`,
		"Bearer authentication, version 2.0, is described in the documentation.", "Basic authentication2024 is used",
		`"Mac: wrong hex password: "+h.hex}if(h.hex!==undefined){b=f(h.hex)}throw"x"`,
		`{"image": "https://firebasestorage.googleapis.com/v0/b/a.appspot.com/o/a.jpg?alt=media&token=5f0c7c1e-1b2a-4c3d-8e9f-a1b2c3d4e5f6"}`,
		`https://firebasestorage.googleapis.com/v0/b/a.appspot.com/o/a.jpg?token=5f0c7c1e-1b2a-4c3d-8e9f-a1b2c3d4e5f6&alt=media`,
		`eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJlbWFpbCI6ImZ1bGFub0BxYS5jb20iLCJwYXNzd29yZCI6InRlc3RlIiwiaWF0IjoxNjE2MjM5MDIyfQ.KMUFsIDTnFmyG3nMiGM6H9FNFUROf3wh7SmqJp-QV30`,
		"tokens:\n  - access\n  - refresh\n", "<name>PASSWORD</name><type>hV7qTz0pWk3LmN8sRt4B</type>", `{"secret": "cafebabe0123456789"}`,
		`{"tokens": ["access", "refresh"]}`, `Cookie: _ga=GA1.2.1094838271.1701938475; _gid=GA1.2.99a8b7c6d5e4f3a2b1c0; theme=dark`,
		`eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiYWRtaW4iOnRydWUsImlhdCI6MTUxNjIzOTAyMn0.KMUFsIDTnFmyG3nMiGM6H9FNFUROf3wh7SmqJp-QV30`,
	} {
		mustNotReport(t, fmt.Sprintf(`{"description": %s}`, jsontree.Quote(text)))
	}
	for _, text := range []string{
		`{"auth": {"type": "bearer", "bearer": [{"key": "token", "value": "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c"}]}}`,
		`{"response": [{"cookie": [{"key": "optimizelyEndUserId", "value": "9f8a7d6c5b4e3f2a1b0cQz"}, {"key": "AMCV_5C0A%40AdobeOrg", "value": "9f8a7d6c5b4e3f2a1b0cQz"}]}]}`,
		`{"url": {"query": [{"key": "alt", "value": "media"}, {"key": "token", "value": "5f0c7c1e-1b2a-4c3d-8e9f-a1b2c3d4e5f6"}]}}`,
		`{"header": [{"key": "X-Id", "value": "{{k}}"}, {"key": "X-Api-Key", "value": "{{prefix}}-{{k}}"}], "variable": [{"key": "k", "value": "9f8a7d6c5b4e3f2a1b0cQz"}]}`,
		`{"header": [{"key": "X-Api-Key", "value": "{{k}}"}], "variable": [{"key": "k", "value": "customers"}]}`,
		`{"header": [{"key": "Cookie", "value": "XDEBUG_SESSION=PHPSTORM"}]}`, `{"header": [{"key": "Cookie", "value": "XDEBUG_SESSION=9f8a7d6c5b4e3f2a1b0cQz"}]}`,
		`{"response": [{"cookie": [{"name": "_ga", "value": "9f8a7d6c5b4e3f2a1b0cQz"}]}]}`,
		`{"response": [{"header": [{"key": "Set-Cookie", "value": "__cf_bm=9f8a7d6c5b4e3f2a1b0cQz; path=/; expires=Wed, 21-Oct-26 07:28:00 GMT"}]}]}`,
		`{"auth": {"type": "apikey", "apikey": {"key": "X-access-token", "value": "{{token}}"}}}`,
	} {
		mustNotReport(t, text)
	}
}

func mustNotReport(t *testing.T, text string) {
	t.Helper()
	if found := secret.Find(testkit.Parse(t, text)); len(found) > 0 {
		t.Errorf("%s: found %v", text, values(found))
	}
}

// TestManyStarts is about texts in which many values seem to start, and none
// ends. Reading each to the end would take minutes.
func TestManyStarts(t *testing.T) {
	for _, part := range []string{
		"hmac(", `btoa("`, `"tokens":["a",`, "cookie: a=b; ", `form-data; name="password"` + "\n", `\"password\":\"`, `"Bearer "+"`, "password = a || ",
		"<password><![CDATA[", `value:"x",key:"password"`, "PuTTY-User-Key-File-2: ", "-----BEGIN PRIVATE KEY-----",
	} {
		text := strings.Repeat(part, 200_000/len(part))
		if found := secret.Tokens(text + "\n" + `password = "` + hidden + `"`); len(found) == 0 {
			t.Errorf("%s: nothing found behind it", part)
		}
	}
}

// TestShortPasswords: a password of six or seven characters is reported where they are of
// three kinds in no usual order, or have a special one, and hidden where it has a digit.
func TestShortPasswords(t *testing.T) {
	for value, want := range map[string]bool{"Xk7pQ2": true, "4fT9wZ": true, "kJ8#pq": true, "hunter2": false, "Zeus123": false, "blue42": false} {
		d := testkit.Parse(t, fmt.Sprintf(`{"raw": %s}`, jsontree.Quote(fmt.Sprintf(`{"userName": "rokonkwo", "password": %q}`, value))))
		if got := len(secret.Find(d)) == 1; got != want {
			t.Errorf("%s: reported %v", value, got)
		}
		if masked := mask(d); strings.Contains(masked, value) {
			t.Errorf("%s is shown", value)
		}
	}
}
