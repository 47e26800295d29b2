// What users of git type out of habit, and how rgit says the same thing.

/// Hints for options and commands that git has and rgit calls otherwise.
enum GitHabits {
    /// A hint for an option that rgit does not have.
    static func hint(for spelled: String, command: String?) -> String? {
        guard let command else { return nil }
        let hasStats = command == "log" || command == "contributors"
        switch spelled {
        case "--numstat", "--stat", "--shortstat", "--name-status", "--name-only", "--raw":
            return hasStats ? "'--stats' counts files and lines" : nil
        case "--oneline", "--abbrev-commit", "--decorate", "--no-decorate":
            return command == "log"
                ? "a commit is a line already; '--fields hexsha,summary' chooses its columns" : nil
        case "--pretty":
            return "choose columns with '--fields' and a form with '--format'"
        case "--graph":
            return
                "rgit draws no graph, 'git log --graph' does; '--topo-order' keeps lines of history together"
        case "--date":
            return
                "fields named '..._datetime' are ISO 8601 with the recorded zone, those named '..._date' seconds since 1970"
        case "--limit", "--head":
            return "'--top N' shows the first N rows"
        case "-p", "-u", "--patch", "--word-diff":
            return "'rgit show', 'rgit log --patch' and 'rgit diff --patch' print patches"
        case "--no-index":
            return "rgit compares states of a repository; 'git diff --no-index' compares other files"
        case "--no-color", "--colour", "--no-colour":
            return "write it as '--color=never', or auto, or always"
        case "-z":
            return "'--ndjson' separates rows without ambiguity"
        case "-s", "-e", "--summary", "--numbered", "--email":
            return command == "contributors"
                ? "'rgit contributors' always counts, with e-mail, by number" : nil
        case "--porcelain", "--line-porcelain", "--incremental":
            return "'--json' and '--ndjson' are made for programs"
        default:
            return nil
        }
    }

    /// A hint for a command that rgit does not have.
    static func commandHint(for name: String) -> String? {
        let known: String? =
            switch name {
            case "version": "'rgit --version'"
            case "churn": "'rgit contributors --stats' by person, 'rgit log --stats' by commit"
            default: nil
            }
        if let known { return name == "version" ? "did you mean \(known)?" : "use \(known)" }
        let answer: String? =
            switch name {
            case "shortlog", "authors", "fame", "who": "contributors"
            case "branch", "for-each-ref": "branches"
            case "annotate", "praise": "blame"
            case "stat", "stats", "numstat", "diffstat": "diff-stats"
            case "rev-list", "history", "commits", "whatchanged": "log"
            default: nil
            }
        return answer.map { "did you mean 'rgit \($0)'?" }
    }
}
