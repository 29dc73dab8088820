package secret

import (
	"regexp"
	"sync"
)

// format is a kind of token that its makers gave a recognisable shape.
type format struct {
	start string // how it starts, literally
	rest  string // what follows, as a regular expression
	kind  string
}

// formats are by their makers' documentation and by what secret scanners look
// for. Identifiers that are public by design (client ids, publishable keys) are
// not among them.
var formats = []format{
	{"A3-", `[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})(?:-[A-Z0-9]{5}){3}`, "1Password secret key"},
	{"ops_eyJ", `[\w+/]{250,}={0,3}`, "1Password token"},
	{"p8e-", `(?i)[a-z0-9]{32}`, "Adobe client secret"},
	{"AGE-SECRET-KEY-1", `[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}`, "age key"},
	{"pat", `[[:alnum:]]{14}\.[a-f0-9]{64}`, "Airtable token"},
	{"LTAI", `(?i)[a-z0-9]{20}`, "Alibaba access key"},
	{"sk-ant-", `(?:api|admin)\d\d-[\w-]{80,}`, "Anthropic API key"},
	{"AKCp", `[A-Za-z0-9]{69}`, "Artifactory API key"},
	{"cmVmd", `[A-Za-z0-9]{59}`, "Artifactory token"},
	{"ATATT3", `[\w=-]{186}`, "Atlassian token"},
	{"sc_", authress, "Authress key"}, {"ext_", authress, "Authress key"},
	{"scauth_", authress, "Authress key"}, {"authress_", authress, "Authress key"},
	{"A3T", `[A-Z0-9][A-Z2-7]{16}`, "AWS access key"},
	{"AKIA", `[A-Z2-7]{16}`, "AWS access key"}, {"ASIA", `[A-Z2-7]{16}`, "AWS access key"},
	{"ABIA", `[A-Z2-7]{16}`, "AWS access key"}, {"ACCA", `[A-Z2-7]{16}`, "AWS access key"},
	{"ABSK", `[A-Za-z0-9+/]{109,269}={0,2}`, "Amazon Bedrock key"},
	{"bedrock-api-key-", `[\w+/-]{20,}={0,2}`, "Amazon Bedrock key"},
	{"AccountKey=", `[A-Za-z0-9+/]{86}==`, "Azure storage key"},
	{"sig=", `(?:[A-Za-z0-9+/]|%2[BbFf]){43}(?:=|%3[Dd])`, "Azure shared access signature"},
	{"4b1d", `[A-Za-z0-9]{38}`, "ClickHouse key"},
	{"CLOJARS_", `(?i)[a-z0-9]{60}`, "Clojars token"},
	{"v1.0-", `[a-f0-9]{24}-[a-f0-9]{146}`, "Cloudflare key"},
	{"dapi", `[a-f0-9]{32}(?:-\d)?`, "Databricks token"},
	{"dnkey-", `[a-z0-9=_-]{26}-[a-z0-9=_-]{52}`, "Defined Networking token"},
	{"discord.com/api/", discord, "Discord webhook"}, {"discordapp.com/api/", discord, "Discord webhook"},
	{"doo_v1_", `[a-f0-9]{64}`, "DigitalOcean token"}, {"dop_v1_", `[a-f0-9]{64}`, "DigitalOcean token"},
	{"dor_v1_", `[a-f0-9]{64}`, "DigitalOcean token"},
	{"dp.pt.", `(?i)[a-z0-9]{43}`, "Doppler token"},
	{"sl.", `(?i)[\w=-]{130,}`, "Dropbox token"},
	{"duffel_", `(?:test|live)_(?i)[\w=-]{43}`, "Duffel token"},
	{"dt0c01.", `(?i)[a-z0-9]{24}\.[a-z0-9]{64}`, "Dynatrace token"},
	{"EZAK", `(?i)[a-z0-9]{54}`, "EasyPost key"}, {"EZTK", `(?i)[a-z0-9]{54}`, "EasyPost key"},
	{"EAA", `[MC](?i)[a-z0-9]{100,}`, "Facebook token"},
	{"FLWSECK_TEST-", `(?i)[a-h0-9]{12}(?:[a-h0-9]{20}-X)?`, "Flutterwave key"},
	{"fo1_", `[\w-]{43}`, "Fly.io token"}, {"fm1a_", flyio, "Fly.io token"}, {"fm1r_", flyio, "Fly.io token"},
	{"fm2_", flyio, "Fly.io token"},
	{"fio-u-", `(?i)[\w=-]{64}`, "Frame.io token"},
	{"AIza", `[\w-]{35}`, "Google API key"},
	{"ya29.", `[\w-]{40,}`, "Google access token"},
	{"GOCSPX-", `[\w-]{28}`, "Google client secret"},
	{"ghp_", github, "GitHub token"}, {"gho_", github, "GitHub token"}, {"ghu_", github, "GitHub token"},
	{"ghs_", github, "GitHub token"}, {"ghr_", github, "GitHub token"},
	{"github_pat_", `\w{82}`, "GitHub token"},
	{"glcbt-", `[0-9a-zA-Z]{1,5}_[\w-]{20}`, "GitLab token"}, {"gldt-", `[\w-]{20}`, "GitLab token"},
	{"glffct-", `[\w-]{20}`, "GitLab token"}, {"glft-", `[\w-]{20}`, "GitLab token"},
	{"glimt-", `[\w-]{25}`, "GitLab token"}, {"glagent-", `[\w-]{50}`, "GitLab token"},
	{"gloas-", `[\w-]{64}`, "GitLab secret"}, {"glptt-", `[0-9a-f]{40}`, "GitLab token"},
	{"glpat-", `(?:[\w-]{27,300}\.[0-9a-z]{9}|[\w-]{20})`, "GitLab token"},
	{"glrt-", `(?:t\d_[\w-]{27,300}\.[0-9a-z]{9}|[\w-]{20})`, "GitLab token"},
	{"glsoat-", `[\w-]{20}`, "GitLab token"}, {"GR1348941", `[\w-]{20}`, "GitLab token"},
	{"_gitlab_session=", `[0-9a-z]{32}`, "GitLab session"},
	{"eyJrIjoi", `[A-Za-z0-9]{70,400}={0,3}`, "Grafana key"},
	{"glc_", `[A-Za-z0-9+/]{32,400}={0,3}`, "Grafana token"},
	{"glsa_", `[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}`, "Grafana token"},
	{"pat.", harness, "Harness key"}, {"sat.", harness, "Harness key"},
	{"HRKU-", `AA[\w-]{58}`, "Heroku key"},
	{"hf_", `[A-Za-z]{34}`, "Hugging Face token"}, {"api_org_", `[A-Za-z]{34}`, "Hugging Face token"},
	{"ico-", `[a-zA-Z0-9]{32}`, "Infracost token"},
	{"s-s4t2", `(?:ud|af)-(?i)[a-f0-9]{64}`, "42 client secret"},
	{"ey", `[a-zA-Z0-9]{17,}\.ey[\w/\\-]{17,}\.(?:[\w/\\-]{10,}={0,2})?`, "JSON Web Token"},
	{"ZXlK", `[\w+/-]{60,}={0,2}`, "JSON Web Token"},
	{"lin_api_", `(?i)[a-z0-9]{40}`, "Linear key"},
	{"live_", `[a-f0-9]{35}`, "Lob key"}, {"test_", `[a-f0-9]{35}`, "Lob key"},
	{"key-", `[a-f0-9]{32}`, "Mailgun key"},
	{"NRII-", `[A-Za-z0-9-]{32}`, "New Relic key"}, {"NRAK-", `[A-Za-z0-9]{27}`, "New Relic key"},
	{"ntn_", `[0-9]{11}[A-Za-z0-9]{35}`, "Notion token"},
	{"npm_", `(?i)[a-z0-9]{36}`, "npm token"},
	{"API-", `[A-Z0-9]{26}`, "Octopus Deploy key"},
	{"sk-", `(?:(?:proj|svcacct|admin)-[\w-]{58,74}T3BlbkFJ[\w-]{58,74}|[a-zA-Z0-9]{20}T3BlbkFJ[a-zA-Z0-9]{20})`, "OpenAI key"},
	{"sha256~", `[\w-]{43}`, "OpenShift token"},
	{"pplx-", `[a-zA-Z0-9]{48}`, "Perplexity key"},
	{"access-", `(?:sandbox|development|production)-` + uuid, "Plaid token"},
	{"pscale_tkn_", planetscale, "PlanetScale token"}, {"pscale_oauth_", planetscale, "PlanetScale token"},
	{"pscale_pw_", planetscale, "PlanetScale password"},
	{"PMAK-", `(?i)[a-f0-9]{24}-[a-f0-9]{34}`, "Postman API key"},
	{"PMAT-", `[A-Z0-9]{26}`, "Postman access token"},
	{"pnu_", `[a-zA-Z0-9]{36}`, "Prefect token"},
	{"pul-", `[a-f0-9]{40}`, "Pulumi token"},
	{"pypi-AgEIcHlwaS5vcmc", `[\w-]{50,1000}`, "PyPI token"},
	{"rdme_", `[a-z0-9]{70}`, "ReadMe token"},
	{"rubygems_", `[a-f0-9]{48}`, "RubyGems token"},
	{"tk-us-", `[\w-]{48}`, "Scalingo token"},
	{"SG.", `(?i)[\w=.-]{66}`, "SendGrid key"},
	{"xkeysib-", `[a-f0-9]{64}-(?i)[a-z0-9]{16}`, "Brevo key"},
	{"sntrys_eyJpYXQiO", `[a-zA-Z0-9+/]{20,400}={0,2}_[a-zA-Z0-9+/]{43}`, "Sentry token"},
	{"sntryu_", `[a-f0-9]{64}`, "Sentry token"},
	{"sm_aat_", `[a-zA-Z0-9]{16}`, "SettleMint token"}, {"sm_pat_", `[a-zA-Z0-9]{16}`, "SettleMint token"},
	{"sm_sat_", `[a-zA-Z0-9]{16}`, "SettleMint token"},
	{"shippo_", `(?:live|test)_[a-fA-F0-9]{40}`, "Shippo token"},
	{"shpat_", `[a-fA-F0-9]{32}`, "Shopify token"}, {"shpca_", `[a-fA-F0-9]{32}`, "Shopify token"},
	{"shppa_", `[a-fA-F0-9]{32}`, "Shopify token"}, {"shpss_", `[a-fA-F0-9]{32}`, "Shopify secret"},
	{"xapp-", `\d-[A-Z0-9]+-\d+-[a-z0-9]+`, "Slack token"},
	{"xoxb-", `(?:[0-9]{10,13}-[0-9]{10,13}[a-zA-Z0-9-]*|[0-9]{8,14}-[a-zA-Z0-9]{18,26})`, "Slack token"},
	{"xoxe.xox", `[bp]-\d-(?i)[A-Z0-9]{163,166}`, "Slack token"},
	{"xoxe-", `(?:\d-(?i)[A-Z0-9]{146}|[0-9]{10,13}(?:-[0-9]{10,13}){2}-[a-zA-Z0-9-]{28,34})`, "Slack token"},
	{"xoxo-", slackLegacy, "Slack token"}, {"xoxs-", slackLegacy, "Slack token"},
	{"xoxa-", slackWorkspace, "Slack token"}, {"xoxr-", slackWorkspace, "Slack token"},
	{"xoxp-", `[0-9]{10,13}(?:-[0-9]{10,13}){2}-[a-zA-Z0-9-]{28,34}`, "Slack token"},
	{"hooks.slack.com/", `(?:services|workflows|triggers)/[A-Za-z0-9+/]{43,56}`, "Slack webhook"},
	{"sgp_", `(?:(?:[a-fA-F0-9]{16}|local)_)?[a-fA-F0-9]{40}`, "Sourcegraph token"},
	{"EAAA", `[\w-]{22,60}`, "Square token"}, {"sq0atp-", `[\w-]{22,60}`, "Square token"},
	{"sq0csp-", `[\w-]{43}`, "Square secret"},
	{"sk_", stripe, "Stripe key"}, {"rk_", stripe, "Stripe key"}, {"whsec_", `[A-Za-z0-9+/]{32,}=*`, "Stripe webhook secret"},
	{"squ_", `[a-z0-9]{40}`, "Sonar token"}, {"sqp_", `[a-z0-9]{40}`, "Sonar token"}, {"sqa_", `[a-z0-9]{40}`, "Sonar token"},
	{"SK", `[0-9a-fA-F]{32}`, "Twilio key"},
	{"tfp_", `(?i)[\w.=-]{40,}`, "Typeform token"},
	{"hvb.", `[\w-]{138,300}`, "Vault token"}, {"hvs.", `[\w-]{90,120}`, "Vault token"}, {"s.", `(?i)[a-z0-9]{24}`, "Vault token"},
	{"t1.", `[\w-]+={0,2}\.[\w-]{86}={0,2}`, "Yandex token"}, {"AQVN", `[\w-]{35,38}`, "Yandex key"},
	{"-----BEGIN", `[ A-Z0-9_-]{0,100}PRIVATE KEY(?: BLOCK)?-----[\s\S]{64,}?(?:KEY(?: BLOCK)?-----|$)`, "private key"},
}

// pivots are formats that are recognised by what stands inside them.
var pivots = []format{
	{"Q~", `[\w~.]{3}\dQ~[\w~.-]{31,34}`, "Azure client secret"},
	{".atlasv1.", `(?i)[a-z0-9]{14}\.atlasv1\.[\w=-]{60,70}`, "Terraform token"},
	{"_mmk", `[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk`, "MaxMind key"},
	{"|", `\d{15,16}\|[\w-]{27,40}`, "Facebook token"},
	{":AA", `(?:bot)?\d{5,16}:AA[\w-]{33}`, "Telegram bot token"},
	{".webhook.office.com/webhookb2/", `[a-z0-9]+\.webhook\.office\.com/webhookb2/` + uuid + `@` + uuid + `/IncomingWebhook/[a-z0-9]{32}/` + uuid, "Teams webhook"},
}

const (
	uuid           = `[a-z0-9]{8}-(?:[a-z0-9]{4}-){3}[a-z0-9]{12}`
	authress       = `(?i)[a-z0-9]{5,30}\.[a-z0-9]{4,6}\.acc[_-][a-z0-9-]{10,32}\.[\w+/=-]{30,120}`
	discord        = `(?:v\d+/)?webhooks/\d{17,20}/[\w-]{60,80}`
	flyio          = `[a-zA-Z0-9+/]{100,}={0,3}`
	github         = `[0-9a-zA-Z]{36}`
	harness        = `[\w-]{22}\.[a-zA-Z0-9]{24}\.[a-zA-Z0-9]{20}`
	planetscale    = `(?i)[\w=.-]{32,64}`
	slackLegacy    = `\d+-\d+-\d+-[a-fA-F\d]+`
	slackWorkspace = `(?:\d-)?[0-9a-zA-Z]{8,48}`
	stripe         = `(?:test|live|prod)_[a-zA-Z0-9]{10,99}`
)

// shapes are the formats by their first byte, compiled when the first text asks
// for one of them.
var shapes = sync.OnceValue(func() *[256][]*shape {
	var table [256][]*shape
	for _, f := range formats {
		table[f.start[0]] = append(table[f.start[0]], newShape(f, regexp.QuoteMeta(f.start)+f.rest))
	}
	return &table
})

var pivotShapes = sync.OnceValue(func() (list []*shape) {
	for _, f := range pivots {
		list = append(list, newShape(f, f.rest))
	}
	return list
})

// shape compiles its pattern when it is first needed.
type shape struct {
	format
	pattern func() *regexp.Regexp
}

func newShape(f format, pattern string) *shape {
	return &shape{f, sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(?:` + pattern + `)`) })}
}
