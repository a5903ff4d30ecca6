//go:build published

package main

import "compat/sp"

var result = sp.GetRunSampleParams{RunID: 1001, SampleID: 70}
