package sampleplatform

// The client against the mock. No test waits: where the client would sleep, the mock's clock moves on.

import (
	"context"
	"errors"
	"reflect"
	"testing"
	"time"
)

var ctx = context.Background()

// A client that notes how long it would have slept, each time.
func clientOf(m *mock) (*Client, *[]time.Duration) {
	var waits []time.Duration
	client := New(m.BaseURL, m.Token)
	client.Sleep = func(_ context.Context, wait time.Duration) error {
		waits = append(waits, wait)
		m.Advance(wait)
		return nil
	}
	return client, &waits
}

func passCount(t *testing.T, client *Client, runID int64) int {
	t.Helper()
	summary, err := client.Summary(ctx, runID)
	if err != nil {
		t.Fatal(err)
	}
	return summary.PassCount
}

func TestPaging(t *testing.T) {
	t.Run("each row comes once", func(t *testing.T) {
		m := mockFor(t)
		client, _ := clientOf(m)
		rows, err := client.History(ctx, 204)
		if err != nil {
			t.Fatal(err)
		}
		runs := map[int64]bool{}
		for _, row := range rows {
			runs[row.RunID] = true
		}
		if len(rows) != 60 || len(runs) != 60 {
			t.Errorf("expected 60 rows of 60 runs, found %d of %d", len(rows), len(runs))
		}
		if offsets := m.Offsets(); !reflect.DeepEqual(offsets, []string{"0", "50"}) {
			t.Errorf("expected two pages, found %v", offsets)
		}
	})
	t.Run("a server that sends one page for ever is not asked for ever", func(t *testing.T) {
		m := mockFor(t)
		client, _ := clientOf(m)
		m.AddFault(`{"when": {"operation": "getSampleHistory"},
			"then": {"merge_patch": {"pagination": {"next_offset": 0}}}}`)
		if _, err := client.History(ctx, 204); !errors.Is(err, ErrBadAnswer) {
			t.Errorf("expected ErrBadAnswer, found %v", err)
		}
	})
}

func TestLimitIsWaitedOut(t *testing.T) {
	client, waits := clientOf(mockFor(t))
	for i := 0; i < 6; i++ {
		if count := passCount(t, client, 1001); count != 3 {
			t.Errorf("expected 3, found %d", count)
		}
	}
	if !reflect.DeepEqual(*waits, []time.Duration{10 * time.Second}) {
		t.Errorf("expected one wait of 10 s, found %v", *waits)
	}
}

func TestLimitIsGivenUp(t *testing.T) {
	for name, row := range map[string]struct {
		fault string
		wait  time.Duration
		waits int
	}{
		"after so many attempts": {`{"then": {"error": 429}}`, 10 * time.Second, 3},
		"when it asks for a long wait": {
			`{"then": {"error": 429, "headers": {"Retry-After": "3600"}}}`, time.Hour, 0},
		"when it makes no sense": {
			`{"then": {"error": 429, "headers": {"Retry-After": "soon"}}}`, time.Second, 3},
	} {
		t.Run(name, func(t *testing.T) {
			m := mockFor(t)
			client, waits := clientOf(m)
			m.AddFault(row.fault)
			_, err := client.Summary(ctx, 1001)
			var refused *APIError
			if !errors.As(err, &refused) || refused.Code != "rate_limited" {
				t.Fatalf("expected rate_limited, found %v", err)
			}
			if refused.RetryAfter != row.wait || len(*waits) != row.waits {
				t.Errorf("expected %d waits and at the end %v, found %v and %v",
					row.waits, row.wait, *waits, refused.RetryAfter)
			}
		})
	}
}

func TestTrouble(t *testing.T) {
	for name, row := range map[string]struct {
		fault  string
		run    int64
		status int
		code   string
	}{
		"what is not there": {"", 5, 404, "not_found"},
		"a server fails":    {`{"when": {"times": 1}, "then": {"error": 500}}`, 1001, 500, "internal_error"},
		"a proxy fails":     {`{"then": {"status": 502, "raw": "<html>Bad Gateway</html>"}}`, 1001, 502, ""},
	} {
		t.Run(name, func(t *testing.T) {
			m := mockFor(t)
			client, _ := clientOf(m)
			if row.fault != "" {
				m.AddFault(row.fault)
			}
			_, err := client.Summary(ctx, row.run)
			var refused *APIError
			if !errors.As(err, &refused) || refused.Status != row.status || refused.Code != row.code {
				t.Errorf("expected %d %q, found %#v", row.status, row.code, err)
			}
		})
	}
}

func TestAnswersThatAreCutAreNone(t *testing.T) {
	for _, then := range []string{`{"close": "before_headers"}`, `{"close": "in_body"}`, `{"raw": "{"}`} {
		t.Run(then, func(t *testing.T) {
			m := mockFor(t)
			client, _ := clientOf(m)
			m.AddFault(`{"then": ` + then + `}`)
			if _, err := client.Summary(ctx, 1001); !errors.Is(err, ErrBadAnswer) {
				t.Errorf("expected ErrBadAnswer, found %v", err)
			}
		})
	}
}

func TestClock(t *testing.T) {
	m := mockFor(t)
	client, _ := clientOf(m)
	if count := passCount(t, client, 1002); count != 0 {
		t.Errorf("expected 0 while it is queued, found %d", count)
	}
	m.Advance(3 * time.Minute)
	if count := passCount(t, client, 1002); count != 2 {
		t.Errorf("expected 2 once it has completed, found %d", count)
	}
}
