// Package sampleplatform is a small client of the CCExtractor Sample Platform's API, to be copied and
// changed.
//
//	client := sampleplatform.New("https://sampleplatform.ccextractor.org/api/v1", token)
//	summary, err := client.Summary(ctx, 9338)
//
// A 429 is waited out as its Retry-After says, lists are walked to their end, and whatever else goes
// wrong is an error of its own type. The standard library is all it needs.
package sampleplatform

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"
)

// APIError says that the API said no. Code is for programs ("not_found"); it is empty where the answer
// has no error envelope, such as that of a proxy that stands in front.
type APIError struct {
	Status  int
	Code    string
	Message string
	Details map[string]any
	// RetryAfter is how long a 429 asks to wait; any other error has 0.
	RetryAfter time.Duration
}

func (e *APIError) Error() string { return fmt.Sprintf("%d: %s", e.Status, e.Message) }

// ErrBadAnswer says that there is no answer to speak of: the connection broke, or what came cannot be
// read.
var ErrBadAnswer = errors.New("no answer that can be read")

// RunSummary is what a run came to.
type RunSummary struct {
	TotalSamples int `json:"total_samples"`
	PassCount    int `json:"pass_count"`
	FailCount    int `json:"fail_count"`
}

// HistoryRow is what one run got for a sample. FailureSignature is nil where nothing failed.
type HistoryRow struct {
	RunID            int64   `json:"run_id"`
	Status           string  `json:"status"`
	FailureSignature *string `json:"failure_signature"`
}

// Client asks the API. Its members may be changed before the first request, and not afterwards; then
// any number of goroutines may use it.
type Client struct {
	Attempts    int           // for one answer, the first one included
	LongestWait time.Duration // between two of them
	PageSize    int           // 1 to 100
	// Sleep is how it waits. Tests replace it, so that they need not.
	Sleep func(context.Context, time.Duration) error

	baseURL, token string
	http           http.Client
}

// New makes a client that waits patiently.
func New(baseURL, token string) *Client {
	return &Client{
		Attempts:    4,
		LongestWait: 2 * time.Minute,
		PageSize:    50,
		Sleep:       sleep,
		baseURL:     baseURL,
		token:       token,
		http:        http.Client{Timeout: 30 * time.Second},
	}
}

// Summary counts the results of a run.
func (c *Client) Summary(ctx context.Context, runID int64) (*RunSummary, error) {
	summary := new(RunSummary)
	return summary, c.get(ctx, fmt.Sprintf("/runs/%d/summary", runID), summary)
}

// History has all rows, newest run first, however many pages they are on.
func (c *Client) History(ctx context.Context, sampleID int64) ([]HistoryRow, error) {
	var rows []HistoryRow
	for offset := 0; ; {
		var page struct {
			Data       []HistoryRow
			Pagination struct {
				NextOffset *int `json:"next_offset"`
			}
		}
		path := fmt.Sprintf("/samples/%d/history?limit=%d&offset=%d", sampleID, c.PageSize, offset)
		if err := c.get(ctx, path, &page); err != nil {
			return nil, err
		}
		rows = append(rows, page.Data...)
		next := page.Pagination.NextOffset
		if next == nil {
			return rows, nil
		}
		// An offset that stays where it is would be asked for again, for ever.
		if *next <= offset {
			return nil, fmt.Errorf("%w: the next page does not come after this one", ErrBadAnswer)
		}
		offset = *next
	}
}

func (c *Client) get(ctx context.Context, path string, into any) error {
	for attempt := 1; ; attempt++ {
		err := c.askOnce(ctx, path, into)
		var refused *APIError
		if !errors.As(err, &refused) || refused.Status != http.StatusTooManyRequests ||
			attempt >= c.Attempts || refused.RetryAfter > c.LongestWait {
			return err
		}
		if err := c.Sleep(ctx, refused.RetryAfter); err != nil {
			return err
		}
	}
}

func (c *Client) askOnce(ctx context.Context, path string, into any) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, c.baseURL+path, nil)
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", "Bearer "+c.token)
	answer, err := c.http.Do(request)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrBadAnswer, err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrBadAnswer, err)
	}
	if answer.StatusCode != http.StatusOK {
		return errorOf(answer, body)
	}
	if err := json.Unmarshal(body, into); err != nil {
		return fmt.Errorf("%w: %w", ErrBadAnswer, err)
	}
	return nil
}

func errorOf(answer *http.Response, body []byte) *APIError {
	refused := &APIError{Status: answer.StatusCode}
	if answer.StatusCode == http.StatusTooManyRequests {
		refused.RetryAfter = retryAfter(answer.Header)
	}
	var envelope struct {
		Code, Message string
		Details       map[string]any
	}
	if err := json.Unmarshal(body, &envelope); err != nil || envelope.Code == "" {
		refused.Message = "an error without the API's envelope"
		return refused
	}
	refused.Code, refused.Message, refused.Details = envelope.Code, envelope.Message, envelope.Details
	return refused
}

// The API sends whole seconds, 1 or more. Whatever else there is gets a wait of one second: to ask
// again at once would only use up attempts.
func retryAfter(headers http.Header) time.Duration {
	seconds, err := strconv.ParseUint(headers.Get("Retry-After"), 10, 31)
	if err != nil || seconds == 0 {
		return time.Second
	}
	return time.Duration(seconds) * time.Second
}

func sleep(ctx context.Context, wait time.Duration) error {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
