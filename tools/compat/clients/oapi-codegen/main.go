// Asks the client that oapi-codegen makes. What differs between the two revisions is in two files,
// chosen by a build tag of the revision's name.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"reflect"
	"strings"
	"time"

	"compat/sp"
)

var background = context.Background()

func client(token string) *sp.ClientWithResponses {
	bearer := func(_ context.Context, request *http.Request) error {
		request.Header.Set("Authorization", "Bearer "+token)
		return nil
	}
	made, err := sp.NewClientWithResponses(os.Getenv("SP_BASE_URL"), sp.WithRequestEditorFn(bearer))
	if err != nil {
		panic(err)
	}
	return made
}

// The body that was read: the one of the members JSON200, JSON401… that is there.
func read(answer any) any {
	fields := reflect.ValueOf(answer).Elem()
	for i := range fields.NumField() {
		if strings.HasPrefix(fields.Type().Field(i).Name, "JSON") && !fields.Field(i).IsNil() {
			return fields.Field(i).Interface()
		}
	}
	return nil
}

type statusCode interface{ StatusCode() int }

func tell[Answer statusCode](fact string, answer Answer, err error) {
	line := []any{fact, nil, fmt.Sprint(err)}
	if err == nil {
		line = []any{fact, answer.StatusCode(), read(answer)}
	}
	text, _ := json.Marshal(line)
	fmt.Println(string(text))
}

// A diff is either form; asking for the one says whether the client can read it.
func tellDiff(fact string, answer *sp.GetDiffResponse, err error) {
	var body any
	if err == nil && fact == "structured" {
		body, err = answer.JSON200.AsStructuredDiff()
	} else if err == nil {
		body, err = answer.JSON200.AsUnifiedDiff()
	}
	line := []any{fact, nil, fmt.Sprint(err)}
	if err == nil {
		line = []any{fact, answer.StatusCode(), body}
	}
	text, _ := json.Marshal(line)
	fmt.Println(string(text))
}

func main() {
	api := client(os.Getenv("SP_API_TOKEN"))
	for fact, run := range map[string]int32{"summary": 1001, "400": 1400, "404": 9, "429": 1429} {
		answer, err := api.GetRunSummaryWithResponse(background, run)
		tell(fact, answer, err)
	}
	refused, err := client("wrong").GetRunSummaryWithResponse(background, 1001)
	tell("401", refused, err)
	page, err := api.GetErrorSummaryWithResponse(background, 1001, &sp.GetErrorSummaryParams{})
	tell("errors", page, err)
	result, err := askResult(api)
	tell("result", result, err)
	since := time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)
	for fact, after := range map[string]*time.Time{"history": nil, "since": &since} {
		parameters := sp.GetSampleHistoryParams{CreatedAfter: after}
		history, err := api.GetSampleHistoryWithResponse(background, 70, &parameters)
		tell(fact, history, err)
	}
	unified := sp.GetDiffParamsFormatUnified
	for fact, form := range map[string]*sp.GetDiffParamsFormat{"structured": nil, "unified": &unified} {
		diff, err := askDiff(api, form)
		tellDiff(fact, diff, err)
	}
}
