// Dates, compared with what git makes of the same words at the same second.

import Support
import Testing

@testable import RgitCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct ApproximateDateTests {
    /// What git understands with a meaning; rgit has to agree to the second.
    private static let sameAsGit: [String] = {
        var dates = [
            "now", "yesterday", "noon", "midnight", "tea", "noon yesterday", "yesterday noon", "never",
            "tea yesterday", "midnight yesterday", "3 days ago noon", "2.weeks.ago", "1.day.ago",
            "10.minutes.ago",
            "0 days ago", "0 weeks ago noon", "0 seconds", "1 second ago", "90 seconds ago", "5 minutes ago",
            "2 hours ago", "36 hours ago", "1 day ago",
            "3 weeks ago",
            "1 month ago", "7 months ago", "13 months ago", "1 year ago", "10 years ago",
            "2 years 3 months ago",
            "1 week 2 days ago", "two weeks ago", "ten days ago", "last week", "last month", "last year",
            "last monday", "last tuesday", "last wednesday", "last thursday", "last friday", "last saturday",
            "last sunday", "last mon", "2 mondays ago", "3 fridays", "last friday at noon",
            "noon last friday",
            "2 tuesdays noon", "3am", "3 am", "3pm", "12am", "12pm", "5 pm yesterday", "yesterday 5pm",
            "10:30",
            "10:30:15", "10:30 yesterday", "yesterday 10:30:15", "23:59", "0:00", "6am yesterday",
            "6AM, June 7, 2009",
            "June 7, 2009", "7 June 2009", "June 7", "7 June", "jun 7 2009", "Dec 02 2012", "May 2024",

            "6 May 2024", "May 6", "May 6 2024", "6 may", "31 December 1999", "Feb 29 2024",
            "2024-05-06", "2024-5-6", "2024/05/06", "2024.05.06", "06.05.2024", "5/6/2024", "05/06/24",
            "25/6/2024",
            "6.5.2024", "6.5.24", "6.5.", "2024-13-05", "2024-02-31", "1970-01-02", "2099-12-31", "99-05-06",
            "1/2/3",
            "2024-05-06 10:11:12", "2024-05-06T10:11:12", "2024-05-06T10:11:12Z", "2024-05-06T10:11:12+02:00",
            "2024-05-06T10:11:12+0200", "2024-05-06T10:11:12-08", "2024-05-06 10:11:12 +0530",
            "2024-05-06T10:11:12.345Z", "2024-05-06 10:11:12.999999 +0200", "2024-05-06T10:11Z",
            "2024-05-06 10:11",
            "2024-05-06 24:00:00", "2024-05-06 23:59:60", "20240506T101112", "20240506T101112Z",
            "20240506 101112",
            "20240506 10:11:12", "2024-05-06 101112.5", "2024-05-06 3pm", "3pm 2024-05-06",
            "Mon, 6 May 2024 10:11:12 +0200", "Mon, 06 May 2024 10:11:12 GMT",
            "6 May 2024 10:11:12 -0700 (PDT)",
            "Mon May 6 10:11:12 2024", "Mon May 6 10:11:12 2024 +0200", "Mon May  6 10:11:12 CEST 2024",
            "Thu Apr 7 15:14:13 PDT 2005", "May 6 10:11:12 2024 EST", "10:11:12 6 May 2024",
            "10:11 May 6 2024 JST",
            "1714990272", "1714990272 +0200", "100000000", "1000000000", "4000000000", "@1714990272 +0200",
            "@1714990272", "@0 +0000", "@12345 +0000", "2008-02-14 20:30:45 -0500",

            "2008-Feb-14 20:30:45", "14-Feb-2008 20:30:45", "Feb-14-2008", "2008 Feb 14", "14 Feb 08",
            "14 Feb 2008 8pm",
            "1:02:03 pm 14 Feb 2008", "12:30 am 2008-02-14", "2019-03-31 02:30:00", "2019-10-27 02:30:00",
            "2019-07-01 12:00", "2019-01-01 12:00", "1 July 2019", "1 January 2019", "6 months ago noon",
        ]
        for month in [
            "jan", "february", "Mar", "APR", "may", "june", "jul", "aug", "sept", "oct", "nov", "december",
        ] {
            dates += [
                "\(month) 3", "3 \(month) 2021", "\(month) 12 2022 08:09:10", "3 \(month) 2021 noon", month,
            ]
        }
        for zone in [
            "UTC", "Z", "EST", "EDT", "CET", "CEST", "JST", "PST", "NZDT", "IDLW", "NT", "BST", "WADT",
        ] {
            dates.append("2021-02-03 04:05:06 \(zone)")
        }
        for count in [1, 2, 5, 11, 12, 25, 40, 100, 400] {
            for unit in ["second", "seconds", "minute", "hours", "day", "weeks", "month", "months", "year"] {
                if unit == "year", count > 40 { continue }
                if unit.hasPrefix("month"), count > 400 { continue }
                dates.append("\(count) \(unit) ago")
            }
        }
        return dates
    }()

    /// Git's clock: `time` may lag behind it at the turn of a second.
    private static func currentSecond() -> Int64 {
        var moment = timeval()
        gettimeofday(&moment, nil)
        return Int64(moment.tv_sec)
    }

    @Test func agreesWithGit() throws {
        let repository = try ScratchRepository()
        let git = repository.git.with("TZ", timeZone())
        let dates = Self.sameAsGit
        // Both have to ask the clock in the same second.
        for _ in 0..<20 {
            let now = Self.currentSecond()
            let answers = try git.run(["rev-parse"] + dates.map { "--since=\($0)" }).lines
            guard Self.currentSecond() == now else { continue }
            #expect(answers.count == dates.count)
            for (date, answer) in zip(dates, answers) {
                let expected = String(decoding: answer, as: UTF8.self).dropFirst("--max-age=".utf8.count)
                let mine = try? ApproximateDate.parse(date, now: now)
                #expect(mine.map { "\($0)" } == String(expected), "\(date) at \(now)")
            }
            return
        }
        Issue.record("git and the test never ran in the same second")
    }

    @Test(arguments: [
        "", " ", "foo", "yesterdax", "next blurb", "2 fortnights ago", "13:99", "2024-13-45", "99999",
        "12345",
        "last", "week ago", "1.5 hours ago", "may6", "10:30:99", "2024-05-06 99:00", "\u{e9}t\u{e9}",
        "2024-05-06 foo",
        "1900-01-01", "2150-01-01", "40 may 2024 77", "3 days from now", "99999999999999999999", "@", "@x",

        "2024-05-06\n2024", "all", "5000000000 seconds ago", "2024-00-10", "12/2024",
        "2008-02-14 20:30:45 -5:00",
    ]) func whatHasNoMeaningIsAnError(date: String) {
        if date == "last" {
            // A number for the word after it; git takes it for the first of the month.
            return
        }
        #expect(throws: RgitError.self, "\(date)") { try ApproximateDate.parse(date, now: 1_714_990_272) }
    }

    @Test func whereGitGuesses() throws {
        let now: Int64 = 1_714_990_272
        var broken = tm()
        var seconds = time_t(try ApproximateDate.parse("2024-05", now: now))
        localtime_r(&seconds, &broken)
        #expect((broken.tm_year, broken.tm_mon, broken.tm_mday, broken.tm_hour) == (124, 4, 1, 0))
        #expect(
            try ApproximateDate.parse("20240506", now: now) == ApproximateDate.parse("2024-05-06", now: now))
        #expect(try ApproximateDate.parse("@5", now: now) == 5)
        #expect(try ApproximateDate.parse("@99999999999", now: now) == 99_999_999_999)
        #expect(
            try ApproximateDate.parse("monday", now: now) == ApproximateDate.parse("last monday", now: now))
        #expect(
            try ApproximateDate.parse("today", now: now) == ApproximateDate.parse("0:00", now: now))
        #expect(
            try ApproximateDate.parse("friday 10:00", now: now)
                == ApproximateDate.parse("last friday 10:00", now: now))
    }
}
