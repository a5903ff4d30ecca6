//go:build published

package main

import "compat/sp"

func askResult(api *sp.ClientWithResponses) (*sp.GetRunSampleResponse, error) {
	return api.GetRunSampleWithResponse(background, 1001, 70)
}

func askDiff(api *sp.ClientWithResponses, form *sp.GetDiffParamsFormat) (*sp.GetDiffResponse, error) {
	parameters := sp.GetDiffParams{RegressionId: 7, OutputId: 700, Format: form}
	return api.GetDiffWithResponse(background, 1001, 70, &parameters)
}
