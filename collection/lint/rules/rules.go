// Package rules has the lint rules. Each is a value in its own file.
package rules

import (
	"slices"

	"github.com/postwright/postwright/collection/lint/rule"
)

// All returns all rules, by category and in the order of the documentation.
func All() []*rule.Rule {
	all := []*rule.Rule{
		jsonSyntax, byteOrderMark, duplicateKey, formatVersion, schemaRule, unknownField,
		missingName, leftoverName, duplicateName, duplicateID, emptyFolder,

		urlEmpty, urlInvalid, urlRawMismatch, urlPlainHTTP, pathVariableUndeclared, pathVariableUnused, pathVariableBraces,

		variableUndefined, variableDynamicUnknown, variableExpression, variableUnused, variableDuplicate,

		authAttributesMissing, authAttributeUnknown, authAttributeDuplicate, authRedundant, authHeaderShadowed,
		authIncomplete, authPrefixDoubled,
		oauth2Incomplete, oauth2GrantType, oauth2InsecureURL, oauth2Callback, oauth2EmptyScope,
		oauth2ScopeSyntax, oauth2StaticState, oauth2LegacyGrant, tokenRequestAuthenticated,

		templateOAuth2, templateScopeUnknown, templateScopeMissing, templateScopeExcess,

		contractOperationUnknown, contractParameterUnknown, contractParameterMissing, contractParameterValue,
		contractContentType, contractBody, contractSecurity, contractDeprecated, contractExampleStatus, contractExampleBody, contractCoverage,

		headerInvalid, headerDuplicate, headerContentType, bodyOnGet, bodyModeMismatch, bodyJSONInvalid,

		scriptSyntax, scriptUnknownEvent, scriptTopLevelAwait, scriptLegacyAPI, scriptVariableUndefined,

		secretRule, personalData, scriptPrintsSecret, uploadLocalPath,

		exampleStatus, exampleJSONInvalid,
	}
	return slices.Concat(all, formatV3, documentation)
}
