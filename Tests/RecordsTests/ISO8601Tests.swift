// Moments as ISO 8601: against the calendar of Foundation, and beyond the years it likes.

import Foundation
import Support
import Testing

@testable import Records

@Suite struct ISO8601Tests {
    private func text(_ seconds: Int64, _ offset: Int) -> String {
        var output: [UInt8] = []
        ISO8601(Timestamp(seconds: seconds, offset: offset)).appendDateTime(to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    @Test func knownMoments() {
        #expect(text(0, 0) == "1970-01-01T00:00:00+00:00")
        #expect(text(1_112_911_993, -700) == "2005-04-07T15:13:13-07:00")
        #expect(text(1_709_164_800, 530) == "2024-02-29T05:30:00+05:30")
        #expect(text(-1, 0) == "1969-12-31T23:59:59+00:00")
        #expect(text(-62_135_596_800, 0) == "0001-01-01T00:00:00+00:00")
        #expect(text(-62_167_219_200 - 1, 0) == "-0001-12-31T23:59:59+00:00")
        #expect(text(253_402_300_800, 0) == "10000-01-01T00:00:00+00:00")
        #expect(text(0, -30) == "1969-12-31T23:30:00-00:30")
        #expect(text(0, 9999).hasSuffix("+99:99"))
    }

    @Test func theEndsOfTimeDoNotTrap() {
        for seconds in [Int64.min, Int64.min + 1, Int64.max - 1, Int64.max] {
            for offset in [Int.min, -1400, -1, 0, 1, 1400, Int.max] {
                #expect(!text(seconds, offset).isEmpty)
            }
        }
        // Git's calendar ends with a year that, less 1900, is a 32-bit number; git shows what lies beyond as 1970.
        #expect(text(67_768_036_191_676_799, 0) == "2147485547-12-31T23:59:59+00:00")
        #expect(text(67_768_036_191_676_800, 0) == "1970-01-01T00:00:00+00:00")
        #expect(text(67_768_036_191_676_799, 1) == "1970-01-01T00:00:00+00:00")
        #expect(text(Int64.max, 100) == "1970-01-01T00:00:00+00:00")
        #expect(text(Int64.min, -100) == "1970-01-01T00:00:00+00:00")
    }

    @Test func daysAreCountedByTheRecordedClock() {
        func day(_ seconds: Int64, _ offset: Int) -> Int64 {
            Timestamp(seconds: seconds, offset: offset).localDay
        }
        #expect(day(0, 0) == 0)
        #expect(day(0, -1) == -1)
        #expect(day(86_399, 0) == 0)
        #expect(day(86_399, 1) == 1)
        #expect(day(-1, 0) == -1)
        #expect(day(-86_400, 0) == -1)
        #expect(day(-86_401, 0) == -2)
        #expect(day(9_999 * 86_400, 2_400) == 10_000)
        for offset in [Int.min, -100, 0, 100, Int.max] {
            #expect(day(Int64.max, offset) == 0)
            #expect(day(Int64.min, offset) == 0)
        }
    }

    @Test func yearsOfMoments() {
        func year(_ seconds: Int64) -> Int64 { ISO8601(Timestamp(seconds: seconds, offset: 0)).year }
        #expect(year(0) == 1970)
        #expect(year(-1) == 1969)
        #expect(year(951_782_399) == 2000)
        #expect(year(1_735_689_599) == 2024)
        #expect(year(1_735_689_600) == 2025)
        #expect(year(-62_135_596_801) == 0)
    }

    @Test func randomMomentsAreFoundations() {
        var random = SplitMix64(seed: 4)
        let formatter = ISO8601DateFormatter()
        for _ in 0..<2000 {
            let seconds = Int64.random(in: -12_000_000_000...250_000_000_000, using: &random)
            // Foundation changes to the Julian calendar in 1582.
            let minutes = Int.random(in: -12 * 60...14 * 60, using: &random)
            formatter.timeZone = TimeZone(secondsFromGMT: minutes * 60)
            formatter.formatOptions = [
                .withFullDate, .withTime, .withColonSeparatorInTime, .withDashSeparatorInDate,
                .withSpaceBetweenDateAndTime,
            ]
            let expected = formatter.string(from: Date(timeIntervalSince1970: Double(seconds)))
            let offset = minutes / 60 * 100 + minutes % 60
            #expect(text(seconds, offset).dropLast(6) == expected.replacing(" ", with: "T"))
        }
    }
}
