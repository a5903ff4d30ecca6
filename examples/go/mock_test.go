package sampleplatform

// The mock that all tests share. TestMain starts it; each test begins with it as it was at its start.

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

type sharedMock struct {
	BaseURL string `json:"base_url"`
	Token   string `json:"token"`
}

var shared sharedMock

func TestMain(m *testing.M) {
	code, err := runWithMock(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

// The first line on the mock's standard output tells where it listens. What it logs, a line of JSON a
// request, is kept for the case that it does not start.
func runWithMock(m *testing.M) (int, error) {
	server := exec.Command("sp-mock", "serve", "../world.json", "--port", "0", "--log", "json")
	output, err := server.StdoutPipe()
	if err != nil {
		return 0, err
	}
	var log bytes.Buffer
	server.Stderr = &log
	if err := server.Start(); err != nil {
		return 0, err
	}
	stop := func() {
		server.Process.Signal(os.Interrupt)
		server.Wait()
	}
	defer stop()
	listening, err := bufio.NewReader(output).ReadBytes('\n')
	if err == nil {
		err = json.Unmarshal(listening, &shared)
	}
	if err != nil {
		stop()
		return 0, fmt.Errorf("sp-mock did not start: %s", log.String())
	}
	return m.Run(), nil
}

type mock struct {
	t *testing.T
	sharedMock
}

// A mock for this test. A fault that it adds and that is never met fails it: it would not have tested
// what it meant to.
func mockFor(t *testing.T) *mock {
	t.Helper()
	m := &mock{t, shared}
	m.control("POST", "reset", nil, nil)
	t.Cleanup(func() {
		var answer struct {
			Faults []struct {
				Unused bool
				Fault  json.RawMessage
			}
		}
		m.control("GET", "faults", nil, &answer)
		for _, fault := range answer.Faults {
			if fault.Unused && !t.Failed() {
				t.Errorf("a fault was never met, or did not fit: %s", fault.Fault)
			}
		}
	})
	return m
}

// AddFault takes a fault as a scenario file has it.
func (m *mock) AddFault(fault string) {
	m.t.Helper()
	m.control("POST", "faults", json.RawMessage(fault), nil)
}

func (m *mock) Advance(by time.Duration) {
	m.t.Helper()
	m.control("POST", "clock", map[string]float64{"advance_seconds": by.Seconds()}, nil)
}

// Offsets are those that the pages of lists were asked for with.
func (m *mock) Offsets() []string {
	m.t.Helper()
	var journal struct {
		Requests []struct{ Query map[string]string }
	}
	m.control("GET", "requests", nil, &journal)
	var offsets []string
	for _, request := range journal.Requests {
		offsets = append(offsets, request.Query["offset"])
	}
	return offsets
}

func (m *mock) control(method, what string, body, into any) {
	m.t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		m.t.Fatal(err)
	}
	if body == nil {
		text = nil
	}
	root := strings.TrimSuffix(m.BaseURL, "/api/v1")
	request, err := http.NewRequest(method, root+"/__mock/"+what, bytes.NewReader(text))
	if err != nil {
		m.t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		m.t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err = io.ReadAll(answer.Body)
	if err != nil {
		m.t.Fatal(err)
	}
	// The body of a refusal says what is wrong, and where.
	if answer.StatusCode >= 300 {
		m.t.Fatalf("%s /__mock/%s: %s: %s", method, what, answer.Status, text)
	}
	if into != nil {
		if err := json.Unmarshal(text, into); err != nil {
			m.t.Fatal(err)
		}
	}
}
