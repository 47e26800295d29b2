// The working tree changes while it is read: files appear, vanish, grow and become directories, links and pipes.

import Support
import Testing

@Suite struct ChangingTreeTests {
    /// Changes the tracked files and their directories until its standard input ends.
    private static let churn = #"""
        while [ ! -e stop ]; do
            for name in 1 2 3 4 5 6 7 8; do
                rm -rf "d/$name"; mkdir "d/$name"; echo x >"d/$name/inside"
                rm -rf "d/$name"; ln -s "$name" "d/$name"
                rm -f "d/$name"; mkfifo "d/$name"
                rm -f "d/$name"; echo "$name" >"d/$name"
                cat d/* e/* >"e/$name" 2>/dev/null
                [ "$(wc -c <"e/$name")" -lt 100000 ] || : >"e/$name"
                echo "!$name" >>d/.gitignore; rm -f d/.gitignore
                echo "$name" >"new$name"; rm -f "new$name"
            done
        done
        """#

    @Test(
        arguments: [
            ["status", "--porcelain=v2", "-z", "--ignored"], ["status", "--json"], ["diff", "--patch"],
            ["diff", "--json"], ["diff-stats", "--json"], ["diff-stats", "HEAD"], ["blame", "--json", "d/1"],
        ])
    func everyAnswerIsWholeOrNamesWhatChanged(command: [String]) throws {
        let names = (1...8).flatMap { ["d/\($0)", "e/\($0)"] }
        let repository = try ScratchRepository {
            $0.commit("files", names.map { .file($0, String(repeating: "\($0)\n", count: 50)) })
        }
        try repository.checkOut()
        let rounds = #"""
            (\#(Self.churn)) &
            churn=$!
            for round in 1 2 3 4 5 6; do
                "$RGIT" "$@" >output 2>errors
                status=$?
                case $status in
                0) ;;
                3) grep -q "^rgit: " errors || { echo "round $round: exit 3 without an error"; cat errors; } ;;
                *) echo "round $round: exit $status"; cat errors ;;
                esac
                case " $* " in
                *" --json "*) [ ! -s output ] || jq . output >/dev/null || echo "round $round: not JSON" ;;
                esac
            done
            touch stop
            wait $churn
            """#
        var runner = repository.rgit.runner
        runner.environment["RGIT"] = Array(Rgit.path.utf8)
        let result = try runner.run("sh", ["-c", rounds, "sh"] + command)
        #expect(result.exitStatus == 0 && result.stdout.isEmpty, "\(command): \(result)")
    }
}
