// What is counted for the people of one directory, and the rows that come of it.

import Records

/// The lines, commits or files of one directory by person.
struct OwnedDirectory {
    /// What a person has of it.
    struct Part {
        var lines: Int?
        var commits: Int?
        var files: Int?

        /// What people are ranked by.
        var amount: Int { lines ?? commits ?? files ?? 0 }
    }

    private var people: [Actor: Part] = [:]
    /// The files, for the owners that are declared.
    private var files: Set<[UInt8]> = []
    /// For the degree of authorship the places of the owners of each file that has any, and how many files there are.
    private var ownedFiles: [[Actor]] = []
    private var fileCount = 0

    /// Adds a person's lines of one file.
    mutating func add(_ lines: Int, of actor: Actor, in file: [UInt8]) {
        let known = people[actor]
        people[actor] = Part(lines: (known?.lines ?? 0) + lines, files: (known?.files ?? 0) + 1)
        files.insert(file)
    }

    /// Notes how many commits of a person list files of the directory.
    mutating func add(commits: Int, of actor: Actor) { people[actor] = Part(commits: commits) }

    /// Adds a file.
    mutating func add(file: [UInt8]) { files.insert(file) }

    /// Adds a file with the people who own it.
    mutating func add(file: [UInt8], owners: [Actor]) {
        files.insert(file)
        fileCount += 1
        if !owners.isEmpty { ownedFiles.append(owners) }
        for actor in owners { people[actor] = Part(files: (people[actor]?.files ?? 0) + 1) }
    }

    /// The rows in the order of their ranks. Those `excluded` have none, but count for the shares and the bus factor.
    ///
    /// The bus factor of files takes from `work`; where it is not certain to be the least, `uncertain` gets the path.
    func rows(
        _ path: [UInt8], _ metric: OwnersRequest.Metric, _ declared: CodeOwners?,
        without excluded: Set<Actor>, work: inout Int, uncertain: inout [Text]
    ) -> [DirectoryOwner] {
        let ranked = people.sorted { left, right in
            let (one, other) = (left.value.amount, right.value.amount)
            return one != other
                ? one > other : left.key.sortBytes.lexicographicallyPrecedes(right.key.sortBytes)
        }
        let total = metric == .authorship ? fileCount : ranked.reduce(0) { $0 + $1.value.amount }
        let name = path.isEmpty ? "." : Text(path)
        var busFactor = 0
        if metric == .authorship {
            let least = peopleToLoseFiles(ranked.map(\.key), &work)
            busFactor = least.people
            if !least.isCertain { uncertain.append(name) }
        } else {
            busFactor = peopleWithHalf(ranked.map(\.value.amount), of: total)
        }
        let owners = declared.map(owners) ?? []
        return ranked.filter { !excluded.contains($0.key) }.enumerated().map { place, person in
            DirectoryOwner(
                path: name, actor: person.key, lines: person.value.lines,
                commits: person.value.commits, files: person.value.files,
                share: total == 0 ? 0 : Double(person.value.amount) / Double(total), rank: place + 1,
                busFactor: busFactor, declared: owners)
        }
    }

    /// How many of the greatest amounts are more than half of all.
    private func peopleWithHalf(_ amounts: [Int], of total: Int) -> Int {
        var (people, sum) = (0, 0)
        while people < amounts.count, sum * 2 <= total {
            sum += amounts[people]
            people += 1
        }
        return people
    }

    /// The least number of people without whom more than half of the files have no owner.
    private func peopleToLoseFiles(_ ranked: [Actor], _ work: inout Int) -> (people: Int, isCertain: Bool) {
        var numbers: [Actor: Int] = [:]
        for (number, actor) in ranked.enumerated() { numbers[actor] = number }
        var search = BusFactor(
            owners: ownedFiles.map { $0.compactMap { numbers[$0] } }, people: ranked.count,
            fileCount: fileCount, work: work)
        let least = search.least()
        work = search.workLeft
        return least
    }

    /// The declared owners of the files, those of most files first.
    private func owners(_ rules: CodeOwners) -> [Text] {
        var counts: [Text: Int] = [:]
        for file in files {
            for owner in rules.owners(of: file) { counts[owner, default: 0] += 1 }
        }
        return counts.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }.map(\.key)
    }
}

extension Actor {
    /// What people with as much are sorted by.
    fileprivate var sortBytes: [UInt8] { name.bytes + [0] + email.bytes }
}
