// The commands that users of git type out of habit, and how rgit says the same thing.

/// Hints for commands that git has and rgit calls otherwise.
enum GitHabits {
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
