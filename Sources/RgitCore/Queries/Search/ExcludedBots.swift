// Leaves out the commits of automated accounts for `rgit search --exclude-bots`.

import GitObjects

/// The automated accounts met so far, and how many commits they made.
struct ExcludedBots {
    private var authors: CommitAuthors
    /// The numbers of the accounts.
    private(set) var bots: Set<Int> = []
    /// How many commits were left out.
    private(set) var commits = 0

    /// Prepares to look for them; `nil` where none is to be left out.
    init?(
        _ request: SearchRequest, _ session: Session, _ reader: ObjectReader, _ sharding: Sharding
    ) throws(RgitError) {
        guard request.excludeBots else { return nil }
        authors = CommitAuthors(
            session, mailmap: request.history.useMailmap ?? true ? session.mailmap(reader) : Mailmap(),
            marksBots: true, sharding)
    }

    /// Takes their commits out of `commits`; those whose author cannot be read stay, for the search reports them.
    ///
    /// - Parameter people: The people that were read with the commits.
    mutating func leaveOut(of commits: inout [SelectedCommit], _ people: CommitPeople?) async throws {
        let found = try await authors.read(commits, people)
        var kept: [SelectedCommit] = []
        kept.reserveCapacity(commits.count)
        for (commit, author) in zip(commits, found) {
            if case .success(let author) = author, authors.persons.isBot[author.author] {
                bots.insert(author.author)
                self.commits += 1
            } else {
                kept.append(commit)
            }
        }
        commits = kept
    }

    /// What was left out, for people.
    var omissions: [Omission] {
        bots.isEmpty ? [] : [Omission(bots: bots.count, commits: commits)]
    }
}
