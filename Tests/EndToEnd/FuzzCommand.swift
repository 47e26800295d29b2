// Draws command lines for the mutator: every command, with the options that lead to other code.

import Support

/// Command lines that make sense for the mutator's repositories.
enum FuzzCommand {
    private static let questions: [[String]] = [
        ["log"], ["log", "--all", "--stats"], ["log", "--count", "--all"], ["log", "--count", "--", "d"],
        ["log", "--topo-order", "--all"], ["log", "--author-date-order"],
        ["log", "--date-order", "--reverse"],
        ["log", "--follow", "f"], ["log", "-L", "1,3:f", "--patch"], ["log", "-L", ":f:f", "--json"],
        ["log", "--since=2 weeks ago"], ["log", "--until=2030-01-01", "--all"],
        ["log", "--since=@9223372036854775807"], ["log", "main@{1}"], ["log", "main..topic"],
        ["log", "main...topic", "--count"], ["log", ":/one"], ["log", "HEAD^{/t}"],
        ["log", "--grep=o", "-i"],
        ["log", "--merges", "--first-parent"], ["log", "-n2", "--stats", "--all", "-C"],
        ["log", "--by", "file"], ["log", "--by", "directory", "--depth", "1"],
        ["age"], ["age", "--every", "7", "--by", "trailer:signed-off-by"], ["owners"],
        ["owners", "--cumulative", "--depth", "2"], ["owners", "--codeowners"],
        ["owners", "--metric", "commits"],
        ["owners", "--metric", "doa", "--cumulative"], ["owners", "--check", "--inactive", "3"],
        ["weight", "--all"], ["weight", "--by", "blob", "--fields", "bytes,first_commit"],
        ["weight", "main..topic"],
        [
            "check", "main", "topic", "--max-blob", "1", "--forbid", "*", "--require", "X", "--signed",
            "--crlf",
        ],
        ["check", "topic", "HEAD", "--max-lines", "1", "--max-line-length", "1", "--no-conflict-markers"],
        [
            "check", "HEAD~1", "--case-collision", "--windows-name", "--symlink", "--mode", "--binary",
            "--owners",
        ],
        ["check", "--affected", "main", "topic", "--list"], ["check", "--by", "codeowners", "HEAD~1"],
        ["search", "1", "--all"], ["search", "-E", "-e", "[0-9]", "-e", "o", "-m"],
        ["log", "-S1", "--all"], ["log", "-G[0-9]", "-m", "--stats"],
        ["log", "--find-object", "HEAD:f", "--all"],
        ["log", "--patch", "--cc", "--all"], ["log", "--patch", "-m", "-B"], ["show", "-c", "topic"],
        ["log", "--boundary", "main...topic"], ["log", "--cherry-mark", "--left-right", "main...topic"],
        ["log", "--cherry-pick", "--count", "main...topic"], ["log", "--simplify-merges", "--", "f"],
        ["log", "--simplify-by-decoration", "--all"], ["log", "--ancestry-path", "main..topic"],
        ["log", "--no-walk", "--all"], ["log", "--reflog"], ["log", "--sparse", "--parents", "--", "d"],
        ["log", "main", "--not", "topic"], ["log", "--ignore-missing", "--glob=heads/*"], ["log", "--merge"],
        ["log", "--tags", "--remotes=o*"], ["log", "@{upstream}"], ["log", "--full-history", "--", "g"],
        ["contributors"], ["contributors", "--all", "--stats"], ["contributors", "--group", "committer"],
        ["contributors", "--by", "email", "--exclude-bots"],
        ["contributors", "--group", "trailer:signed-off-by"],
        ["log", "--repo", ".", "--repos-under", "..", "--top", "3"],
        ["contributors", "--repos-under", ".", "--by", "year,repo"], ["status", "--repos-from", "-", "-z"],
        ["branches"], ["branches", "-a", "--base", "main"], ["branches", "--contains", "HEAD~1"],
        ["branches", "--merged", "main"], ["branches", "--sort=-committed_date"],
        ["log", "-g", "--all"], ["log", "-g", "--grep-reflog=e", "--patch", "main@{1}"],
        ["log", "-P", "--grep=(?i)e(?=s)", "--author=\\bA"],
        ["log", "--diff-filter=AM*", "--all"],
        ["log", "--maximal-only", "--exclude-hidden=receive", "--all"],
        ["log", "--max-count-oldest=3", "--patch"],
        ["refs", "--sort=-version:refname,*authordate,contents:signature"],
        ["tags", "--sort=*subject,authoremail:trim"],
        ["branches", "--sort=ahead-behind:HEAD,upstream:track,worktreepath,push"],
        ["branches", "-a", "--fields", "path,merged_how"], ["branches", "--forked", "origin/*", "--gone"],
        ["branches", "--points-at", "HEAD", "--stale", "3"],
        ["blame-stats"], ["blame-stats", "--by", "year"], ["blame-stats", "--by", "file", "-w"],
        ["blame-stats", "--by", "directory", "--", "d"], ["blame-stats", "--since=2020-01-01"],
        ["blame-stats", "topic"], ["blame", "f"], ["blame", "HEAD", "f"], ["blame", "-w", "d/g"],
        ["blame", "-L", "/1/,+3", "f"], ["blame", "--lines", "f"], ["blame", "--first-parent", "f"],
        ["blame", "HEAD", "--", "f", "g", "d/g"], ["blame", "-M", "f"], ["blame", "-C", "-C", "HEAD", "d/g"],
        ["blame-stats", "-C"],
        ["diff-stats"], ["diff-stats", "--staged"], ["diff-stats", "HEAD~1", "HEAD"],
        ["diff-stats", "main...topic"],
        ["diff-stats", "HEAD"], ["diff-stats", "--by", "directory"], ["diff-stats", "--staged", "-C"],
        ["diff-stats", "--find-copies-harder", "HEAD~1", "HEAD"], ["diff-stats", "-w", "--", "d"],
        ["diff"], ["diff", "--staged"], ["diff", "HEAD~1", "HEAD", "-C"],
        ["diff", "-R", "-w", "main...topic"],
        ["diff", "HEAD", "-W"], ["diff", "main:f", "topic:f"],
        ["files"], ["files", "--trees", "--depth", "1"], ["files", "--index"], ["files", "--last-commit"],
        ["activity"], ["activity", "--by", "month", "--all"], ["activity", "--newcomers", "main..topic"],
        ["activity", "--left", "1", "--all"], ["activity", "--between-tags", "--exclude-attr=x"],
        ["hotspots"], ["hotspots", "--all", "--follow"],
        ["hotspots", "--by", "directory", "--exclude-attr=x"],
        ["coupling", "--min-commits=1", "--min-shared=1", "--all"],
        ["coupling", "--for", "f", "--min-shared=1"],
        ["files", "topic", "--", "d"], ["last-modified"], ["last-modified", "--created", "topic"],
        ["last-modified", "--first-parent", "--depth", "1", "--exclude-attr=x"],
        ["diff-stats", "--histogram", "-B", "HEAD~1", "HEAD"],
        ["refs"], ["refs", "refs/heads/*"], ["tags"], ["tags", "--contains", "HEAD~1"], ["tags", "--latest"],
        ["show"], ["show", "topic", "t", "HEAD:f", "HEAD^{tree}"],
        ["remotes"], ["info"], ["info", "--history"], ["rev-parse", "HEAD", "main~1", "topic^{tree}"],
        ["config"], ["config", "--list", "--show-origin"], ["config", "--type", "color", "core.bare"],
        ["stashes"], ["worktrees"], ["worktrees", "--porcelain"],
        ["describe", "--tags", "--always", "main", "topic"], ["describe", "--all", "--dirty", "--broken"],
        ["name-rev", "main~1", "topic"], ["name-rev", "--all", "--tags"],
        ["submodules", "--recursive"], ["notes"], ["notes", "HEAD"],
        ["remotes"], ["reflog"], ["reflog", "--all"], ["reflog", "main"], ["info"],
        ["rev-parse", "HEAD", "main~1", "topic^{tree}"],
        ["merge-base", "--all", "main", "topic"], ["is-ancestor", "main", "topic"],
        ["ahead-behind", "main", "topic"], ["ignored", "-n", "f", "d/g", "none"], ["attributes", "f", "d/g"],
        ["status"], ["status", "--ignored", "-uall"], ["status", "--", "d"],
        ["attributes", "--cached", "f"], ["attributes", "--source", "main", "d/g"],
    ]

    private static let formats = [
        "--json", "--json", "--json", "--ndjson", "--csv", "--tsv", "--format=table",
    ]

    /// A command line.
    static func draw(_ random: inout SplitMix64) -> [String] {
        let question = random.pick(questions)
        if random.percent(5), question[0] == "diff-stats" {
            return [question[0], "--numstat"] + question.dropFirst()
        }
        if random.percent(60), question[0] == "diff" {
            let format = random.pick(["--patch", "--patch", "--raw", "--name-status", "--numstat"])
            return [question[0], format] + question.dropFirst()
        }
        if random.percent(20), question[0] == "blame" {
            return [question[0], "--porcelain"] + question.dropFirst()
        }
        if question.contains("--count") { return question }
        return [question[0], random.pick(formats)] + question.dropFirst()
    }
}
