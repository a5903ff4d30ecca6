// Asks the client that ogen makes. What differs between the two revisions is in two files, chosen by
// a build tag of the revision's name.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"reflect"
	"strings"
	"time"

	"compat/sp"
)

var background = context.Background()

type token string

func (t token) Bearer(context.Context, sp.OperationName) (sp.Bearer, error) {
	return sp.Bearer{Token: string(t)}, nil
}

func client(t token) *sp.Client {
	made, err := sp.NewClient(os.Getenv("SP_BASE_URL"), t)
	if err != nil {
		panic(err)
	}
	return made
}

// The types of answers tell their status by their names only, but for those of `default`.
func status(answer any) int {
	if other, ok := answer.(interface{ GetStatusCode() int }); ok {
		return other.GetStatusCode()
	}
	statuses := map[string]int{"BadRequest": 400, "Unauthorized": 401, "NotFound": 404, "RateLimited": 429}
	for name, code := range statuses {
		if strings.Contains(reflect.TypeOf(answer).String(), name) {
			return code
		}
	}
	return 200
}

// An answer with headers has its body in the member Response.
func body(answer any) any {
	if response := reflect.ValueOf(answer).Elem().FieldByName("Response"); response.IsValid() {
		return response.Addr().Interface()
	}
	return answer
}

func tell(fact string, answer any, err error) {
	// What `default` documents comes as an error.
	var other interface {
		error
		GetStatusCode() int
	}
	if errors.As(err, &other) {
		answer, err = other, nil
	}
	line := []any{fact, nil, fmt.Sprint(err)}
	if err == nil {
		line = []any{fact, status(answer), body(answer)}
	}
	text, _ := json.Marshal(line)
	fmt.Println(string(text))
}

func main() {
	api := client(token(os.Getenv("SP_API_TOKEN")))
	for fact, run := range map[string]int32{"summary": 1001, "400": 1400, "404": 9, "429": 1429} {
		answer, err := api.GetRunSummary(background, sp.GetRunSummaryParams{RunID: run})
		tell(fact, answer, err)
	}
	refused, err := client("wrong").GetRunSummary(background, sp.GetRunSummaryParams{RunID: 1001})
	tell("401", refused, err)
	page, err := api.GetErrorSummary(background, sp.GetErrorSummaryParams{RunID: 1001})
	tell("errors", page, err)
	sample, err := api.GetRunSample(background, result)
	tell("result", sample, err)
	history, err := api.GetSampleHistory(background, sp.GetSampleHistoryParams{SampleID: 70})
	tell("history", history, err)
	since := sp.NewOptDateTime(time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC))
	history, err = api.GetSampleHistory(background, sp.GetSampleHistoryParams{SampleID: 70, CreatedAfter: since})
	tell("since", history, err)
	diff := sp.GetDiffParams{RunID: 1001, SampleID: 70, RegressionID: 7, OutputID: 700}
	structured, err := api.GetDiff(background, diff)
	tell("structured", structured, err)
	diff.Format = sp.NewOptGetDiffFormat(sp.GetDiffFormatUnified)
	unified, err := api.GetDiff(background, diff)
	tell("unified", unified, err)
}
