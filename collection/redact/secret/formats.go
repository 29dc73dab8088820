package secret

// maker is an issuer of tokens with a recognizable format.
type maker struct {
	kind   string
	source string // where the token, or how to recognize it, is documented
	tokens []format
}

// format is the format of a token.
type format struct {
	literal string // a text in every such token
	rest    string // as a regular expression: what follows the literal, or the whole token around it
	where   where
}

// where is the place of the literal in a token.
type where bool

const (
	first  where = false
	inside where = true
)

// awsID is what identifies an access key, without its secret.
const awsID = "AWS access key"

// makers is the table of token formats: prefix, alphabet and length. It does not include
// identifiers that are public by design (client IDs, publishable keys). TestGitleaks,
// among the clients, compares it with the rules of gitleaks.
var makers = []maker{
	{"1Password secret key", "https://support.1password.com/secret-key/", []format{{"A3-", `[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})(?:-[A-Z0-9]{5}){3}`, first}}},
	{"1Password token", "https://developer.1password.com/docs/service-accounts/", []format{{"ops_eyJ", `[\w+/]{250,}={0,3}`, first}}},
	{"42 client secret", "https://api.intra.42.fr/apidoc/guides/getting_started", []format{{"s-s4t2", `(?:ud|af)-(?i)[a-f0-9]{64}`, first}}},
	{"Adobe client secret", "https://developer.adobe.com/developer-console/docs/guides/authentication/", []format{{"p8e-", `(?i)[a-z0-9]{32}`, first}}},
	{"age key", "https://github.com/C2SP/C2SP/blob/main/age.md", []format{{"AGE-SECRET-KEY-1", `[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}`, first}}},
	{"Airtable token", "https://airtable.com/developers/web/guides/personal-access-tokens", []format{{"pat", `[[:alnum:]]{14}\.[a-f0-9]{64}`, first}}},
	{"Alibaba access key", "https://www.alibabacloud.com/help/en/ram/user-guide/create-an-accesskey-pair", []format{{"LTAI", `(?i)[a-z0-9]{20}`, first}}},
	{"Amazon Bedrock key", "https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html", []format{
		{"ABSK", `[A-Za-z0-9+/]{109,269}={0,2}`, first}, {"bedrock-api-key-", `[\w+/-]{20,}={0,2}`, first},
	}},
	{"Amazon login secret", "https://developer.amazon.com/docs/login-with-amazon/access-token.html", []format{{"amzn1.oa2-cs.v1.", `[a-f0-9]{64}`, first}}},
	{"Amazon login token", "https://developer.amazon.com/docs/login-with-amazon/access-token.html", []format{
		{"Atza|", `[\w+/=-]{100,}`, first}, {"Atzr|", `[\w+/=-]{100,}`, first},
	}},
	{"Anthropic API key", "https://docs.claude.com/en/api/overview", []format{{"sk-ant-", `(?:api|admin)\d\d-[\w-]{80,}`, first}}},
	{"Apify token", "https://docs.apify.com/platform/integrations/api", []format{{"apify_api_", `[A-Za-z0-9]{36}`, first}}},
	{"Artifactory API key", "https://jfrog.com/help/r/jfrog-platform-administration-documentation/api-key", []format{{"AKCp", `[A-Za-z0-9]{69}`, first}}},
	{"Artifactory token", "https://jfrog.com/help/r/jfrog-platform-administration-documentation/reference-tokens", []format{{"cmVmd", `[A-Za-z0-9]{59}`, first}}},
	{"Asana token", "https://developers.asana.com/docs/personal-access-token", []format{
		{"1/", `\d{13,19}:[a-f0-9]{32}`, first}, {"2/", `\d{13,19}/\d{13,19}:[a-f0-9]{32}`, first},
	}},
	{"Atlassian token", "https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/", []format{{"ATATT3", `[\w=-]{186}`, first}}},
	{"Authress key", "https://authress.io/knowledge-base/docs/authorization/service-clients/secrets-scanning/", []format{
		{"sc_", authress, first}, {"ext_", authress, first}, {"scauth_", authress, first}, {"authress_", authress, first},
	}},
	{awsID, "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids", []format{
		{"A3T", `[A-Z0-9][A-Z2-7]{16}`, first}, {"AKIA", `[A-Z2-7]{16}`, first}, {"ASIA", `[A-Z2-7]{16}`, first},
		{"ABIA", `[A-Z2-7]{16}`, first}, {"ACCA", `[A-Z2-7]{16}`, first},
	}},
	{"Azure client secret", "https://learn.microsoft.com/purview/sit-defn-client-secret-api-key", []format{{"Q~", `[\w~.]{3}\dQ~[\w~.-]{31,34}`, inside}}},
	{"Azure shared access signature", "https://learn.microsoft.com/rest/api/storageservices/create-service-sas", []format{{"sig=", `(?:[A-Za-z0-9+/]|%2[BbFf]){43}(?:=|%3[Dd])`, first}}},
	{"Azure storage key", "https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string", []format{{"AccountKey=", `[A-Za-z0-9+/]{86}==`, first}}},
	{"Bitbucket access token", "https://support.atlassian.com/bitbucket-cloud/docs/access-tokens/", []format{{"ATCTT3xFfG", `[\w=-]{100,}`, first}}},
	{"Bitbucket app password", "https://support.atlassian.com/bitbucket-cloud/docs/app-passwords/", []format{{"ATBB", `[A-Za-z0-9_=.-]{28,}`, first}}},
	{"Brevo key", "https://developers.brevo.com/docs/getting-started", []format{{"xkeysib-", `[a-f0-9]{64}-(?i)[a-z0-9]{16}`, first}}},
	{"Browserbase key", "https://docs.browserbase.com/reference/api/overview", []format{{"bb_live_", `[\w-]{27}`, first}}},
	{"Buildkite token", "https://buildkite.com/docs/apis/managing-api-tokens", []format{{"bkua_", `[a-f0-9]{40}`, first}}},
	{"Cal.com key", "https://cal.com/docs/api-reference/v1/authentication", []format{{"cal_", `(?:live_|test_)?[a-f0-9]{32}`, first}}},
	{"CircleCI token", "https://circleci.com/docs/managing-api-tokens/", []format{{"CCIPAT_", `[A-Za-z0-9]{22}_[a-f0-9]{40}`, first}}},
	{"ClickHouse key", "https://clickhouse.com/docs/cloud/manage/openapi", []format{{"4b1d", `[A-Za-z0-9]{38}`, first}}},
	{"ClickUp token", "https://developer.clickup.com/docs/authentication", []format{{"pk_", `\d{6,10}_[A-Z0-9]{32}`, first}}},
	{"Clojars token", "https://github.com/clojars/clojars-web/wiki/Deploy-Tokens", []format{{"CLOJARS_", `(?i)[a-z0-9]{60}`, first}}},
	{"Cloudflare key", "https://developers.cloudflare.com/fundamentals/api/get-started/ca-keys/", []format{{"v1.0-", `[a-f0-9]{24}-[a-f0-9]{146}`, first}}},
	{"Contentful token", "https://www.contentful.com/developers/docs/references/authentication/", []format{{"CFPAT-", `[\w-]{43}`, first}}},
	{"Courier key", "https://www.courier.com/docs/platform/workspaces/api-keys", []format{{"pk_prod_", `[A-Z0-9]{28}`, first}}},
	{"crates.io token", "https://doc.rust-lang.org/cargo/reference/registry-authentication.html", []format{{"cio", `[A-Za-z0-9]{32}`, first}}},
	{"Databricks token", "https://docs.databricks.com/aws/en/dev-tools/auth/pat", []format{{"dapi", `[a-f0-9]{32}(?:-\d)?`, first}}},
	{"DeepSeek key", "https://api-docs.deepseek.com/", []format{{"sk-", `[a-f0-9]{32}`, first}}},
	{"Defined Networking token", "https://docs.defined.net/guides/automating-host-creation/", []format{{"dnkey-", `[a-z0-9=_-]{26}-[a-z0-9=_-]{52}`, first}}},
	{"DigitalOcean token", "https://docs.digitalocean.com/reference/api/create-personal-access-token/", []format{
		{"doo_v1_", `[a-f0-9]{64}`, first}, {"dop_v1_", `[a-f0-9]{64}`, first}, {"dor_v1_", `[a-f0-9]{64}`, first},
	}},
	{"Discord bot token", "https://discord.com/developers/docs/reference#authentication", []format{
		{"MT", discordBot, first}, {"Mj", discordBot, first}, {"Mz", discordBot, first}, {"ND", discordBot, first},
		{"NT", discordBot, first}, {"Nj", discordBot, first}, {"Nz", discordBot, first}, {"OD", discordBot, first},
		{"OT", discordBot, first},
	}},
	{"Discord webhook", "https://discord.com/developers/docs/resources/webhook", []format{
		{"discord.com/api/", discord, first}, {"discordapp.com/api/", discord, first},
	}},
	{"Docker Hub token", "https://docs.docker.com/security/access-tokens/", []format{
		{"dckr_pat_", `[\w-]{20,}`, first}, {"dckr_oat_", `[\w-]{20,}`, first},
	}},
	{"Doppler token", "https://docs.doppler.com/reference/auth-token-formats", []format{
		{"dp.pt.", `(?i)[a-z0-9]{43}`, first}, {"dp.", `(?:st|ct|sa|scim|audit)\.(?:[a-z0-9_-]+\.)?[A-Za-z0-9]{40,44}`, first},
	}},
	{"Dropbox token", "https://developers.dropbox.com/oauth-guide", []format{{"sl.", `(?:u\.)?(?i)[\w=-]{130,}`, first}}},
	{"Duffel token", "https://duffel.com/docs/api/overview/authentication", []format{{"duffel_", `(?:test|live)_(?i)[\w=-]{43}`, first}}},
	{"Dynatrace token", "https://docs.dynatrace.com/docs/dynatrace-api/basics/dynatrace-api-authentication#token-format", []format{{"dt0c01.", `(?i)[a-z0-9]{24}\.[a-z0-9]{64}`, first}}},
	{"E2B key", "https://e2b.dev/docs/api-key", []format{{"e2b_", `[a-f0-9]{40}`, first}}},
	{"EasyPost key", "https://docs.easypost.com/docs/authentication", []format{
		{"EZAK", `(?i)[a-z0-9]{54}`, first}, {"EZTK", `(?i)[a-z0-9]{54}`, first},
	}},
	{"ElevenLabs key", "https://elevenlabs.io/docs/api-reference/authentication", []format{{"sk_", `[a-f0-9]{48}`, first}}},
	{"Facebook token", "https://developers.facebook.com/docs/facebook-login/guides/access-tokens", []format{
		{"EAA", `[MC](?i)[a-z0-9]{100,}`, first}, {"|", `\d{15,16}\|[\w-]{27,40}`, inside},
	}},
	{"Figma token", "https://developers.figma.com/docs/rest-api/authentication/", []format{
		{"figd_", `[\w-]{36,}`, first}, {"figu_", `[\w-]{36,}`, first}, {"figo_", `[\w-]{36,}`, first},
	}},
	{"Firebase server key", "https://firebase.google.com/docs/cloud-messaging/auth-server", []format{{"AAAA", `[\w-]{7}:APA91b[\w-]{134}`, first}}},
	{"Firecrawl key", "https://docs.firecrawl.dev/api-reference/introduction", []format{{"fc-", `[a-f0-9]{32}`, first}}},
	{"Fireworks key", "https://docs.fireworks.ai/api-reference/introduction", []format{{"fw_", `[A-Za-z0-9]{22,24}`, first}}},
	{"Flutterwave key", "https://developer.flutterwave.com/docs/authentication", []format{{"FLWSECK_TEST-", `(?i)[a-h0-9]{12}(?:[a-h0-9]{20}-X)?`, first}, {"FLWSECK-", `(?i)[a-h0-9]{32}-X`, first}}},
	{"Fly.io token", "https://fly.io/docs/security/tokens/", []format{
		{"fo1_", `[\w-]{43}`, first}, {"fm1a_", flyio, first}, {"fm1r_", flyio, first}, {"fm2_", flyio, first},
	}},
	{"Frame.io token", "https://developer.frame.io/docs/getting-started/authentication", []format{{"fio-u-", `(?i)[\w=-]{64}`, first}}},
	{"GitHub token", "https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/", []format{
		{"ghp_", github, first}, {"gho_", github, first}, {"ghu_", github, first}, {"ghs_", github, first}, {"ghr_", github, first},
		{"github_pat_", `\w{82}`, first},
	}},
	{"GitLab secret", "https://docs.gitlab.com/security/tokens/#token-prefixes", []format{{"gloas-", `[\w-]{64}`, first}}},
	{"GitLab session", "https://docs.gitlab.com/security/tokens/", []format{{"_gitlab_session=", `[0-9a-z]{32}`, first}}},
	{"GitLab token", "https://docs.gitlab.com/security/tokens/#token-prefixes", []format{
		{"glcbt-", `[0-9a-zA-Z]{1,5}_[\w-]{20}`, first}, {"gldt-", `[\w-]{20}`, first}, {"glffct-", `[\w-]{20}`, first},
		{"glft-", `[\w-]{20}`, first}, {"glimt-", `[\w-]{25}`, first}, {"glagent-", `[\w-]{50}`, first},
		{"glptt-", `[0-9a-f]{40}`, first}, {"glpat-", `(?:[\w-]{27,300}\.[0-9a-z]{9}|[\w-]{20})`, first},
		{"glrt-", `(?:t\d_[\w-]{27,300}\.[0-9a-z]{9}|[\w-]{20})`, first}, {"glsoat-", `[\w-]{20}`, first},
		{"GR1348941", `[\w-]{20}`, first},
	}},
	{"Google access token", "https://developers.google.com/identity/protocols/oauth2", []format{{"ya29.", `[\w-]{40,}`, first}}},
	{"Google API key", "https://cloud.google.com/docs/authentication/api-keys", []format{{"AIza", `[\w-]{35}`, first}}},
	{"Google client secret", "https://support.google.com/cloud/answer/15549257", []format{{"GOCSPX-", `[\w-]{28}`, first}}},
	{"Google refresh token", "https://developers.google.com/identity/protocols/oauth2/web-server", []format{{"1//0", `[\w-]{40,}`, first}}},
	{"Grafana key", "https://grafana.com/docs/grafana/latest/developers/http_api/auth/", []format{{"eyJrIjoi", `[A-Za-z0-9]{70,400}={0,3}`, first}}},
	{"Grafana token", "https://grafana.com/docs/grafana/latest/administration/service-accounts/", []format{
		{"glc_", `[A-Za-z0-9+/]{32,400}={0,3}`, first}, {"glsa_", `[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}`, first},
	}},
	{"Groq API key", "https://console.groq.com/docs/quickstart", []format{{"gsk_", `[A-Za-z0-9]{40,}`, first}}},
	{"Harness key", "https://developer.harness.io/docs/platform/automation/api/add-and-manage-api-keys/", []format{
		{"pat.", harness, first}, {"sat.", harness, first},
	}},
	{"Helicone key", "https://docs.helicone.ai/helicone-headers/helicone-auth", []format{{"sk-helicone-", `(?:[a-z]{2}-)?[a-z0-9]{7}(?:-[a-z0-9]{7}){3}`, first}}},
	{"Heroku key", "https://devcenter.heroku.com/articles/oauth", []format{{"HRKU-", `AA[\w-]{58}`, first}}},
	{"HubSpot token", "https://developers.hubspot.com/docs/guides/apps/private-apps/overview", []format{{"pat-", `(?:na|eu|ap)\d-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}`, first}}},
	{"Hugging Face token", "https://huggingface.co/docs/hub/security-tokens", []format{
		{"hf_", `[A-Za-z]{34}`, first}, {"api_org_", `[A-Za-z]{34}`, first},
	}},
	{"Infracost token", "https://www.infracost.io/docs/", []format{{"ico-", `[a-zA-Z0-9]{32}`, first}}},
	{"Intercom token", "https://developers.intercom.com/docs/build-an-integration/learn-more/authentication", []format{{"dG9rO", `[A-Za-z0-9+/]{50,56}={0,2}`, first}}},
	{"Jina key", "https://jina.ai/api-dashboard/", []format{{"jina_", `[A-Za-z0-9]{60}`, first}}},
	{"JSON Web Encryption token", "https://www.rfc-editor.org/rfc/rfc7516#section-7.1", []format{{jwe, `[\w-]{17,}\.[\w-]*\.[\w-]{8,}\.[\w-]{16,}\.[\w-]{16,}`, first}}},
	{"JSON Web Token", "https://www.rfc-editor.org/rfc/rfc7519", []format{
		{"ey", `[a-zA-Z0-9]{17,}\.ey[\w/\\-]{17,}\.(?:[\w/\\-]{10,}={0,2})?`, first}, {"ZXlK", `[\w+/\\-]{44,}={0,2}`, first},
	}},
	{"Klaviyo key", "https://developers.klaviyo.com/en/docs/authenticate_", []format{{"pk_", `[a-f0-9]{34}`, first}}},
	{"LangSmith key", "https://docs.langchain.com/langsmith/create-account-api-key", []format{{"lsv2_", `(?:pt|sk)_[a-f0-9]{32}_[a-f0-9]{10}`, first}}},
	{"LaunchDarkly key", "https://launchdarkly.com/docs/home/account/api", []format{
		{"api-", hexUUID, first}, {"sdk-", hexUUID, first},
	}},
	{"Linear key", "https://linear.app/developers/graphql#authentication", []format{
		{"lin_api_", `(?i)[a-z0-9]{40}`, first}, {"lin_oauth_", `[a-f0-9]{64}`, first},
	}},
	{"Lob key", "https://docs.lob.com/#tag/Authentication", []format{
		{"live_", `[a-f0-9]{35}`, first}, {"test_", `[a-f0-9]{35}`, first},
	}},
	{"Mailchimp key", "https://mailchimp.com/developer/marketing/docs/fundamentals/", []format{{"-us", `[a-f0-9]{32}-us\d{1,2}`, inside}}},
	{"Mailgun key", "https://documentation.mailgun.com/docs/mailgun/api-reference/mg-auth", []format{{"key-", `[a-f0-9]{32}`, first}}},
	{"Mapbox secret token", "https://docs.mapbox.com/help/dive-deeper/access-tokens/", []format{{"sk.eyJ", `[\w-]{20,}\.[\w-]{20,}`, first}}},
	{"MaxMind key", "https://support.maxmind.com/hc/en-us/articles/4407111582235-Generate-a-License-Key", []format{{"_mmk", `[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk`, inside}}},
	{"Mollie key", "https://docs.mollie.com/docs/authentication", []format{
		{"live_", `[A-Za-z0-9]{30}`, first}, {"test_", `[A-Za-z0-9]{30}`, first},
	}},
	{"Neon key", "https://neon.com/docs/manage/api-keys", []format{{"napi_", `[a-z0-9]{64}`, first}}},
	{"Netlify token", "https://docs.netlify.com/api-and-cli-guides/api-guides/get-started-with-api/", []format{
		{"nfp_", `[A-Za-z0-9]{36,}`, first}, {"nfo_", `[A-Za-z0-9]{36,}`, first}, {"nfc_", `[A-Za-z0-9]{36,}`, first},
		{"nfb_", `[A-Za-z0-9]{36,}`, first}, {"nfu_", `[A-Za-z0-9]{36,}`, first},
	}},
	{"New Relic key", "https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/", []format{
		{"NRII-", `[A-Za-z0-9-]{32}`, first}, {"NRAK-", `[A-Za-z0-9]{27}`, first},
	}},
	{"Notion token", "https://developers.notion.com/reference/authentication", []format{
		{"ntn_", `[0-9]{11}[A-Za-z0-9]{35}`, first}, {"secret_", `[A-Za-z0-9]{43}`, first},
	}},
	{"npm token", "https://github.blog/changelog/2021-09-23-npm-has-a-new-access-token-format/", []format{{"npm_", `(?i)[a-z0-9]{36}`, first}}},
	{"NVIDIA API key", "https://docs.api.nvidia.com/nim/reference/llm-apis", []format{{"nvapi-", `[\w-]{60,}`, first}}},
	{"Octopus Deploy key", "https://octopus.com/docs/octopus-rest-api/how-to-create-an-api-key", []format{{"API-", `[A-Z0-9]{26}`, first}}},
	{"OpenAI key", "https://platform.openai.com/docs/api-reference/authentication", []format{{"sk-", `(?:(?:proj|svcacct|admin)-[\w-]{58,74}T3BlbkFJ[\w-]{58,74}|[a-zA-Z0-9]{20}T3BlbkFJ[a-zA-Z0-9]{20})`, first}}},
	{"OpenRouter API key", "https://openrouter.ai/docs/api-reference/authentication", []format{{"sk-or-v1-", `[0-9a-f]{64}`, first}}},
	{"OpenShift token", "https://docs.redhat.com/en/documentation/openshift_container_platform/4.16/html/authentication_and_authorization/managing-oauth-access-tokens", []format{{"sha256~", `[\w-]{43}`, first}}},
	{"PayPal access token", "https://developer.paypal.com/api/rest/authentication/", []format{
		{"A21AA", `[\w-]{70,}`, first}, {"access_token$production$", `[a-z0-9]{16}\$[a-f0-9]{32}`, first},
		{"access_token$sandbox$", `[a-z0-9]{16}\$[a-f0-9]{32}`, first},
	}},
	{"Perplexity key", "https://docs.perplexity.ai/getting-started/quickstart", []format{{"pplx-", `[a-zA-Z0-9]{48}`, first}}},
	{"Pinecone key", "https://docs.pinecone.io/reference/api/authentication", []format{{"pcsk_", `[A-Za-z0-9]{5,}_[A-Za-z0-9]{50,}`, first}}},
	{"Plaid token", "https://plaid.com/docs/api/items/", []format{{"access-", `(?:sandbox|development|production)-` + uuid, first}}},
	{"PlanetScale password", "https://planetscale.com/docs/concepts/connection-strings", []format{{"pscale_pw_", planetscale, first}}},
	{"PlanetScale token", "https://planetscale.com/docs/concepts/service-tokens", []format{
		{"pscale_tkn_", planetscale, first}, {"pscale_oauth_", planetscale, first},
	}},
	{"PostHog key", "https://posthog.com/docs/api#authentication", []format{{"phx_", `[A-Za-z0-9_]{40,}`, first}}},
	{"Postman access token", "https://learning.postman.com/docs/developer/collection-access-keys/", []format{{"PMAT-", `[A-Z0-9]{26}`, first}}},
	{"Postman API key", "https://learning.postman.com/docs/developer/postman-api/authentication/", []format{{"PMAK-", `(?i)[a-f0-9]{24}-[a-f0-9]{34}`, first}}},
	{"Prefect token", "https://docs.prefect.io/v3/how-to-guides/cloud/manage-users/api-keys", []format{{"pnu_", `[a-zA-Z0-9]{36}`, first}}},
	{"private key", "https://www.rfc-editor.org/rfc/rfc7468", []format{{"-----BEGIN", `[ A-Z0-9_-]{0,100}PRIVATE KEY(?: BLOCK)?-----[\s\S]{64,}?(?:KEY(?: BLOCK)?-----|$)`, first}}},
	{"Pulumi token", "https://www.pulumi.com/docs/administration/access-identity/access-tokens/", []format{{"pul-", `[a-f0-9]{40}`, first}}},
	{"PuTTY private key", "https://the.earth.li/~sgtatham/putty/latest/htmldoc/AppendixC.html", []format{{putty, `\d: [\s\S]{40,}?` + puttyEnd + `[0-9a-f]{40,64}`, first}}},
	{"PyPI token", "https://pypi.org/help/#apitoken", []format{{"pypi-AgEIcHlwaS5vcmc", `[\w-]{50,1000}`, first}}},
	{"Rancher token", "https://ranchermanager.docs.rancher.com/reference-guides/user-settings/api-keys", []format{{"token-", `[a-z0-9]{5}:[a-z0-9]{54}`, first}}},
	{"ReadMe token", "https://docs.readme.com/main/reference/authentication", []format{{"rdme_", `[a-z0-9]{70}`, first}}},
	{"Render key", "https://render.com/docs/api", []format{{"rnd_", `[A-Za-z0-9]{28,32}`, first}}},
	{"Replicate token", "https://replicate.com/docs/topics/security/api-tokens", []format{{"r8_", `[A-Za-z0-9]{37,40}`, first}}},
	{"Resend API key", "https://resend.com/docs/api-reference/introduction", []format{{"re_", `[A-Za-z0-9]{8}_[A-Za-z0-9]{20,}`, first}}},
	{"RubyGems token", "https://guides.rubygems.org/api-key-scopes/", []format{{"rubygems_", `[a-f0-9]{48}`, first}}},
	{"Scalingo token", "https://developers.scalingo.com/", []format{{"tk-us-", `[\w-]{48}`, first}}},
	{"Segment token", "https://docs.segmentapis.com/", []format{{"sgp_", `[A-Za-z0-9]{64}`, first}}},
	{"SendGrid key", "https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys", []format{{"SG.", `(?i)[\w=.-]{66}`, first}}},
	{"Sentry token", "https://docs.sentry.io/account/auth-tokens/", []format{
		{"sntrys_eyJpYXQiO", `[a-zA-Z0-9+/]{20,400}={0,2}_[a-zA-Z0-9+/]{43}`, first}, {"sntryu_", `[a-f0-9]{64}`, first},
	}},
	{"SettleMint token", "https://console.settlemint.com/documentation/", []format{
		{"sm_aat_", `[a-zA-Z0-9]{16}`, first}, {"sm_pat_", `[a-zA-Z0-9]{16}`, first}, {"sm_sat_", `[a-zA-Z0-9]{16}`, first},
	}},
	{"Shippo token", "https://docs.goshippo.com/docs/guides_general/authentication/", []format{{"shippo_", `(?:live|test)_[a-fA-F0-9]{40}`, first}}},
	{"Shopify secret", "https://shopify.dev/changelog/app-secret-key-length-has-increased", []format{{"shpss_", `[a-fA-F0-9]{32}`, first}}},
	{"Shopify token", "https://shopify.dev/changelog/length-of-the-shopify-access-token-is-increasing", []format{
		{"shpat_", `[a-fA-F0-9]{32}`, first}, {"shpca_", `[a-fA-F0-9]{32}`, first}, {"shppa_", `[a-fA-F0-9]{32}`, first},
	}},
	{"Slack token", "https://docs.slack.dev/authentication/tokens", []format{
		{"xapp-", `\d-[A-Z0-9]+-\d+-[a-z0-9]+`, first},
		{"xoxb-", `(?:[0-9]{10,13}-[0-9]{10,13}[a-zA-Z0-9-]*|[0-9]{8,14}-[a-zA-Z0-9]{18,26})`, first},
		{"xoxe.xox", `[bp]-\d-(?i)[A-Z0-9]{163,166}`, first},
		{"xoxe-", `(?:\d-(?i)[A-Z0-9]{146}|[0-9]{10,13}(?:-[0-9]{10,13}){2}-[a-zA-Z0-9-]{28,34})`, first},
		{"xoxo-", slackLegacy, first}, {"xoxs-", slackLegacy, first}, {"xoxa-", slackWorkspace, first},
		{"xoxr-", slackWorkspace, first}, {"xoxp-", `[0-9]{10,13}(?:-[0-9]{10,13}){2}-[a-zA-Z0-9-]{28,34}`, first},
	}},
	{"Slack webhook", "https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks", []format{{"hooks.slack.com/", `(?:services|workflows|triggers)/[A-Za-z0-9+/]{43,56}`, first}}},
	{"Sonar token", "https://docs.sonarsource.com/sonarqube-server/user-guide/managing-tokens", []format{
		{"squ_", `[a-z0-9]{40}`, first}, {"sqp_", `[a-z0-9]{40}`, first}, {"sqa_", `[a-z0-9]{40}`, first},
	}},
	{"Sourcegraph token", "https://sourcegraph.com/docs/cli/how-tos/creating_an_access_token", []format{{"sgp_", `(?:(?:[a-fA-F0-9]{16}|local)_)?[a-fA-F0-9]{40}`, first}}},
	{"Square secret", "https://developer.squareup.com/docs/oauth-api/overview", []format{{"sq0csp-", `[\w-]{43}`, first}}},
	{"Square token", "https://developer.squareup.com/docs/build-basics/access-tokens", []format{
		{"EAAA", `[\w-]{22,60}`, first}, {"sq0atp-", `[\w-]{22,60}`, first},
	}},
	{"Stability key", "https://platform.stability.ai/docs/api-reference", []format{{"sk-", `[A-Za-z0-9]{48}`, first}}},
	{"Stripe key", "https://docs.stripe.com/keys", []format{
		{"sk_", stripe, first}, {"rk_", stripe, first},
	}},
	{"Stripe webhook secret", "https://docs.stripe.com/webhooks/signature", []format{{"whsec_", `[A-Za-z0-9+/]{32,}=*`, first}}},
	{"Supabase secret key", "https://supabase.com/docs/guides/api/api-keys", []format{{"sb_secret_", `[\w-]{22,}`, first}}},
	{"Supabase token", "https://supabase.com/docs/guides/platform/personal-access-tokens", []format{{"sbp_", `(?:oauth_)?[a-f0-9]{40}`, first}}},
	{"Tailscale key", "https://tailscale.com/kb/1277/key-prefixes", []format{{"tskey-", `[a-z]+-[A-Za-z0-9]{8,}-[A-Za-z0-9]{20,}`, first}}},
	{"Tavily key", "https://docs.tavily.com/documentation/api-reference/introduction", []format{{"tvly-", `(?:dev-|prod-)?[A-Za-z0-9]{32}`, first}}},
	{"Teams webhook", "https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook", []format{{".webhook.office.com/webhookb2/", `[a-z0-9]+\.webhook\.office\.com/webhookb2/` + uuid + `@` + uuid + `/IncomingWebhook/[a-z0-9]{32}/` + uuid, inside}}},
	{"Telegram bot token", "https://core.telegram.org/bots/api#authorizing-your-bot", []format{{":AA", `(?:bot)?\d{5,16}:AA[\w-]{33}`, inside}}},
	{"Terraform token", "https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/api-tokens", []format{{".atlasv1.", `(?i)[a-z0-9]{14}\.atlasv1\.[\w=-]{60,70}`, inside}}},
	{"Twilio key", "https://www.twilio.com/docs/iam/api-keys", []format{{"SK", `[0-9a-fA-F]{32}`, first}}},
	{"Typeform token", "https://www.typeform.com/developers/get-started/personal-access-token/", []format{{"tfp_", `(?i)[\w.=-]{40,}`, first}}},
	{"Vault token", "https://developer.hashicorp.com/vault/docs/concepts/tokens#token-prefixes", []format{
		{"hvb.", `[\w-]{138,300}`, first}, {"s.", `(?i)[a-z0-9]{24}`, first}, {"hvs.", `[\w-]{20,}`, first},
		{"hvr.", `[\w-]{20,}`, first},
	}},
	{"Vercel token", "https://vercel.com/changelog/new-token-formats-and-secret-scanning", []format{
		{"vcp_", `[\w-]{40,}`, first}, {"vca_", `[\w-]{40,}`, first}, {"vcr_", `[\w-]{40,}`, first}, {"vci_", `[\w-]{40,}`, first},
		{"vck_", `[\w-]{40,}`, first},
	}},
	{"xAI API key", "https://docs.x.ai/docs/tutorial", []format{{"xai-", `[A-Za-z0-9]{48,}`, first}}},
	{"Yandex key", "https://yandex.cloud/en/docs/iam/concepts/authorization/api-key", []format{{"AQVN", `[\w-]{35,38}`, first}}},
	{"Yandex token", "https://yandex.cloud/en/docs/iam/concepts/authorization/iam-token", []format{{"t1.", `[\w-]+={0,2}\.[\w-]{86}={0,2}`, first}}},
	{"Zuplo key", "https://zuplo.com/docs/articles/api-key-leak-detection", []format{{"zpka_", `[A-Za-z0-9]{32}_[a-f0-9]{8}`, first}}},
}

const (
	uuid           = `[a-z0-9]{8}-(?:[a-z0-9]{4}-){3}[a-z0-9]{12}`
	hexUUID        = `[a-f0-9]{8}-(?:[a-f0-9]{4}-){3}[a-f0-9]{12}`
	authress       = `(?i)[a-z0-9]{5,30}\.[a-z0-9]{4,6}\.acc[_-][a-z0-9-]{10,32}\.[\w+/=-]{30,120}`
	discord        = `(?:v\d+/)?webhooks/\d{17,20}/[\w-]{60,80}`
	discordBot     = `[\w-]{21,26}\.[\w-]{6}\.[\w-]{27,38}` // the ID in base64, the time, a signature
	jwe            = "eyJ"                                  // {" in base64, as its header starts
	putty          = "PuTTY-User-Key-File-"
	puttyEnd       = "Private-MAC: "
	flyio          = `[a-zA-Z0-9+/]{100,}={0,3}`
	github         = `[0-9a-zA-Z]{36}`
	harness        = `[\w-]{22}\.[a-zA-Z0-9]{24}\.[a-zA-Z0-9]{20}`
	planetscale    = `(?i)[\w=.-]{32,64}`
	slackLegacy    = `\d+-\d+-\d+-[a-fA-F\d]+`
	slackWorkspace = `(?:\d-)?[0-9a-zA-Z]{8,48}`
	stripe         = `(?:test|live|prod)_[a-zA-Z0-9]{10,99}`
)
