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
        #expect(text(Int64.max, 0) == "292277026596-12-04T15:30:07+00:00")
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
