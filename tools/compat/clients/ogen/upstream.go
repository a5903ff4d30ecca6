//go:build upstream

package main

import "compat/sp"

var result = sp.GetRunSampleParams{RunID: 1001, RegressionTestID: 7}
