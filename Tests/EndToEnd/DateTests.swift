// Dates and zones that no clock showed: null, 1970 as in git, and never a crash.

import Support
import Testing

@Suite struct DateTests {
    private func store(
        _ date: String, committer: String = "1600000000 +0000", in repository: ScratchRepository
    ) throws {
        let tree = try repository.writeObject("tree", [])
        let commit = try repository.writeObject(
            "commit",
            Array("tree \(tree)\nauthor A <a@x> \(date)\ncommitter C <c@x> \(committer)\n\nm\n".utf8))
        try repository.git("update-ref", "refs/heads/main", commit)
    }

    /// What git can show is shown as git shows it; what git refuses (`+0100` at the end of time) is 1970 as well.
    @Test(arguments: [
        ("9223372036854775807 +0000", "9223372036854775807", "1970-01-01T00:00:00+00:00"),
        ("9223372036854775807 +0100", "9223372036854775807", "1970-01-01T00:00:00+00:00"),
        ("9223372036854775806 +0001", "9223372036854775806", "1970-01-01T00:00:00+00:00"),
        ("67767976233532799 +0000", "67767976233532799", "2147483647-12-31T23:59:59+00:00"),
        ("67768036191676800 +0000", "67768036191676800", "1970-01-01T00:00:00+00:00"),
        ("9223372036854775808 +0000", "", ""), ("18446744073709551615 +0100", "", ""),
        ("99999999999999999999999 -9999", "", ""), ("-1 +0000", "", ""), ("1600000000", "", ""),
        ("0 -0100", "0", "1969-12-31T23:00:00-01:00"),
        ("1600000000 +99999999999", "1600000000", "2020-09-13T12:26:40+00:00"),
        ("1600000000 -2147483648", "1600000000", "2020-09-13T12:26:40+00:00"),
        ("99999999999999 +99999", "99999999999999", "3170843-12-19T02:25:39+999:99"),
    ]) func datesNoClockShowedAreShownOrNull(date: String, seconds: String, text: String) throws {
        let repository = try ScratchRepository()
        try store(date, in: repository)
        let log = try repository.rgit("log", "--tsv", "--fields", "authored_date,authored_datetime")
            .expecting(0)
        #expect(log.lines.last.map { String(decoding: $0, as: UTF8.self) } == "\(seconds)\t\(text)")
        let people = try repository.rgit(
            "contributors", "--tsv", "--fields", "first_commit_date,last_commit_datetime,active_days"
        ).expecting(0)
        let days = seconds.isEmpty ? 0 : 1
        #expect(
            people.lines.last.map { String(decoding: $0, as: UTF8.self) } == "\(seconds)\t\(text)\t\(days)")
    }

    /// Every command that reads or prints dates, in every order and format.
    @Test(arguments: [
        "9223372036854775807 +0100", "9223372036854775807 -0100", "9223372036854775806 +0001",
        "-9223372036854775808 -0100", "9223372036854700000 +9999", "18446744073709551615 +0100", "0 -0100",
        "-1 -9999",
    ]) func commandsEndWhateverTheDate(date: String) throws {
        let repository = try ScratchRepository()
        try store(date, committer: date, in: repository)
        let commands = [
            ["contributors"], ["contributors", "--group", "committer", "--json"], ["log"], ["log", "--json"],
            ["log", "--author-date-order"], ["log", "--date-order", "--since=yesterday"],
            ["log", "--until=now"],
            ["branches"], ["branches", "--sort=-committed_date", "--json"], ["blame-stats", "--by", "year"],
        ]
        for command in commands {
            let result = try repository.rgit.run(command)
            #expect(result.exitStatus == 0, "\(result)")
        }
    }
}
