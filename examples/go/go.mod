module sampleplatform

go 1.21
