//go:build upstream

package main

import "compat/sp"

func askResult(api *sp.ClientWithResponses) (*sp.GetRunSampleResponse, error) {
	return api.GetRunSampleWithResponse(background, 1001, 7)
}

func askDiff(api *sp.ClientWithResponses, form *sp.GetDiffParamsFormat) (*sp.GetDiffResponse, error) {
	return api.GetDiffWithResponse(background, 1001, 70, 7, 700, &sp.GetDiffParams{Format: form})
}
