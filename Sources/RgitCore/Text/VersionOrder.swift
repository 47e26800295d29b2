// The order of version numbers: what `git tag --sort=version:refname` sorts by.

import GitObjects

/// Compares names by the numbers in them, as strverscmp(3) does, suffixes of pre-releases in the order configured.
struct VersionOrder: Sendable {
    private let suffixes: [[UInt8]]

    /// Takes the suffixes of `versionsort.suffix`, in their order.
    init(suffixes: [[UInt8]] = []) { self.suffixes = suffixes }

    /// Reads `versionsort.suffix`, or else its older name `versionsort.prereleaseSuffix`.
    init(_ config: Configuration) {
        let suffixes = config.all("versionsort.suffix")
        self.init(suffixes: suffixes.isEmpty ? config.all("versionsort.prereleasesuffix") : suffixes)
    }

    /// Less than 0 where `left` comes first, more than 0 where `right` does, 0 for the same place.
    func compare(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var position = 0
        while position < left.count, position < right.count, left[position] == right[position] {
            position += 1
        }
        guard position < left.count || position < right.count else { return 0 }
        if let order = compareSuffixes(left, right, at: position) { return order }
        return Self.compareNumbers(left, right, at: position)
    }

    /// The indices of `names` in version order.
    ///
    /// Suffixes may make an order that is not transitive. What it comes to then depends on which names are compared, so
    /// this halves and merges as git does.
    func sortedIndices(of names: [[UInt8]]) -> [Int] {
        MergeSort.indices(names.indices) { compare(names[$0], names[$1]) }
    }

    // MARK: Numbers

    /// Compares names whose first difference is at `position`: by the number there, where one is.
    private static func compareNumbers(_ left: [UInt8], _ right: [UInt8], at position: Int) -> Int {
        let (first, second) = (digits(left, from: position), digits(right, from: position))
        let bytes =
            Int(position < left.count ? left[position] : 0)
            - Int(position < right.count ? right[position] : 0)
        var start = position
        while start > 0, ASCII.isDigit(left[start - 1]) { start -= 1 }
        let common = left[start..<position]
        if common.isEmpty {
            // A number begins here in both, unless one has a leading zero: that is compared like a fraction.
            let begins = first > 0 && second > 0 && left[position] != 0x30 && right[position] != 0x30
            return begins && first != second ? first - second : bytes
        }
        if common.first != 0x30 {
            return first != second && (first > 0 || second > 0) ? first - second : bytes
        }
        // After nothing but zeros, more digits make the smaller fraction.
        let onlyZeros = common.allSatisfy { $0 == 0x30 }
        return onlyZeros && (first > 0) != (second > 0) ? (second > 0 ? 1 : -1) : bytes
    }

    /// The number of digits from `position` on.
    private static func digits(_ name: [UInt8], from position: Int) -> Int {
        name[position...].prefix { ASCII.isDigit($0) }.count
    }

    // MARK: Suffixes

    /// A configured suffix found in a name.
    private struct Match {
        let rank: Int
        let start: Int
        let length: Int
    }

    /// Compares names of which at least one has a suffix around the first difference; `nil` where that decides nothing.
    private func compareSuffixes(_ left: [UInt8], _ right: [UInt8], at position: Int) -> Int? {
        guard !suffixes.isEmpty else { return nil }
        switch (match(in: left, around: position), match(in: right, around: position)) {
        case (nil, nil): return nil
        // A pre-release comes before the release.
        case (_?, nil): return -1
        case (nil, _?): return 1
        case (let first?, let second?): return first.rank == second.rank ? nil : first.rank - second.rank
        }
    }

    /// The suffix that begins first among those that reach `position`, of several there the longest.
    private func match(in name: [UInt8], around position: Int) -> Match? {
        var best: Match?
        for (rank, suffix) in suffixes.enumerated() {
            let earliest = max(0, position - suffix.count)
            let latest: Int
            if let best {
                latest = best.length < suffix.count ? best.start : best.start - 1
            } else {
                latest = position
            }
            guard earliest <= latest else { continue }
            if let start = (earliest...latest).first(where: {
                $0 <= name.count && name[$0...].starts(with: suffix)
            }) {
                best = Match(rank: rank, start: start, length: suffix.count)
            }
        }
        return best
    }
}
