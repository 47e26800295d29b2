// Compares the result of a merge with all of its parents at once, as git's combined diff does (-c and --cc).
//
// Every line of the result knows which parents lack it, and carries the lines before it that parents had and the result
// has not. Hunks are the places where that is interesting: for `--cc` only those where the result differs from every parent.

import GitObjects

/// The lines of a merge result and of its parents, ready to be written as hunks.
struct CombinedDiff {
    /// The greatest number of parents: each is a bit of a word.
    static let maximumParents = 60

    /// A line that parents had and the result has not.
    private struct LostLine {
        /// The line without its line feed.
        var text: ArraySlice<UInt8>
        /// A bit for each parent that had it.
        var parents: UInt64
    }

    /// A place in the result: a line, and what was lost before it. Behind the last line there is one more place.
    private struct Place {
        /// A bit for each parent that lacks the line.
        var lacking: UInt64 = 0
        /// Whether it is printed.
        var isShown = false
        /// Whether the lost lines before it are left out: it is the first line of a hunk's context.
        var hidesLost = false
        var lost: [LostLine] = []
    }

    private let context: Int
    private let parentCount: Int
    private let result: [UInt8]
    /// Where each line of the result begins and, for the place behind the last, where they end.
    private let starts: [Int]
    private var places: [Place]
    /// For each parent, the number its line has at each place and behind the last place.
    private var numbers: [[Int]] = []

    /// The number of lines of the result.
    private var lineCount: Int { places.count - 1 }
    private var allParents: UInt64 { (1 << UInt64(parentCount)) - 1 }

    /// Compares the result with each parent.
    ///
    /// - Parameters:
    ///   - result: The content after the merge, empty where the file is gone.
    ///   - parents: The content in each parent, empty where it has no such file; at most `maximumParents`.
    ///   - isSame: For each parent the first parent with the same object, which may be itself.
    ///   - options: How lines are compared; `context` lines are shown around changes.
    /// - Throws: what the line diff throws, and `unsupported` for lists of lost lines too long to compare.
    init(
        result: [UInt8], parents: [[UInt8]], sameAs isSame: [Int], options: LineDiffOptions,
        counter: NativeLineCounter
    ) throws(RgitError) {
        self.result = result
        context = options.context
        parentCount = parents.count
        var starts = ASCII.lineStarts(result)
        places = Array(repeating: Place(), count: starts.count + 1)
        starts.append(result.count)
        self.starts = starts
        // Git compares without context here, whatever is shown.
        var lineOptions = options
        lineOptions.context = 0
        lineOptions.interHunkContext = 0
        for (parent, content) in parents.enumerated() {
            if isSame[parent] < parent {
                reuse(isSame[parent], for: parent)
            } else {
                try compare(content, parent, lineOptions, counter)
            }
        }
    }

    private mutating func compare(
        _ content: [UInt8], _ parent: Int, _ options: LineDiffOptions, _ counter: NativeLineCounter
    ) throws(RgitError) {
        let bit: UInt64 = 1 << UInt64(parent)
        let starts = ASCII.lineStarts(content) + [content.count]
        for hunk in try counter.hunks(old: content, new: result, options: options) {
            for line in hunk.new where line < lineCount { places[line].lacking |= bit }
            guard !hunk.old.isEmpty, hunk.new.lowerBound < places.count else { continue }
            let lost = hunk.old.map { line in
                LostLine(text: Self.text(content[starts[line]..<starts[line + 1]]), parents: bit)
            }
            let known = places[hunk.new.lowerBound].lost
            places[hunk.new.lowerBound].lost = try Self.joined(known, lost, bit, options.whitespace)
        }
        var numbers: [Int] = []
        numbers.reserveCapacity(places.count + 1)
        var number = 1
        for (index, place) in places.enumerated() {
            numbers.append(number)
            for line in place.lost where line.parents & bit != 0 { number += 1 }
            if index < lineCount, place.lacking & bit == 0 { number += 1 }
        }
        numbers.append(number)
        self.numbers.append(numbers)
    }

    /// Parents with the same content differ from the result in the same way.
    private mutating func reuse(_ known: Int, for parent: Int) {
        let (knownBit, bit): (UInt64, UInt64) = (1 << UInt64(known), 1 << UInt64(parent))
        for index in places.indices {
            for line in places[index].lost.indices where places[index].lost[line].parents & knownBit != 0 {
                places[index].lost[line].parents |= bit
            }
            if places[index].lacking & knownBit != 0 { places[index].lacking |= bit }
        }
        numbers.append(numbers[known])
    }

    /// A line without its line feed.
    private static func text(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        line.last == 0x0a ? line.dropLast() : line
    }

    // MARK: Lost lines

    /// The largest table for the comparison of two lists of lost lines, in cells of a byte.
    private static let maximumCells = 1 << 28

    private enum Step: UInt8 {
        case both
        case known
        case new
    }

    /// Lines lost from parents before, with those lost from another at the same place: what a longest common subsequence
    /// of both has is one line that all of them lost.
    private static func joined(
        _ known: [LostLine], _ new: [LostLine], _ bit: UInt64, _ whitespace: DiffOptions.Whitespace
    ) throws(RgitError) -> [LostLine] {
        if known.isEmpty { return new }
        let width = new.count + 1
        let (cells, overflow) = (known.count + 1).multipliedReportingOverflow(by: width)
        guard !overflow, cells <= maximumCells else {
            throw RgitError(
                .unsupported, "too many lines are gone at one place to combine them", "\(known.count)")
        }
        var steps = [UInt8](repeating: Step.known.rawValue, count: cells)
        for column in 1..<width { steps[column] = Step.new.rawValue }
        var above = [Int32](repeating: 0, count: width)
        var row = above
        for i in 1...known.count {
            for j in 1..<width {
                if isSame(known[i - 1].text, new[j - 1].text, whitespace) {
                    row[j] = above[j - 1] + 1
                    steps[i * width + j] = Step.both.rawValue
                } else if row[j - 1] >= above[j] {
                    row[j] = row[j - 1]
                    steps[i * width + j] = Step.new.rawValue
                } else {
                    row[j] = above[j]
                }
            }
            swap(&above, &row)
            row[0] = 0
        }
        var result: [LostLine] = []
        var (i, j) = (known.count, new.count)
        while i > 0 || j > 0 {
            switch Step(rawValue: steps[i * width + j]) {
            case .both:
                var line = known[i - 1]
                line.parents |= bit
                result.append(line)
                i -= 1
                j -= 1
            case .new:
                result.append(new[j - 1])
                j -= 1
            case .known, nil:
                result.append(known[i - 1])
                i -= 1
            }
        }
        result.reverse()
        return result
    }

    /// Whether two lines are the same to a combined diff, which looks at white space in a way of its own.
    private static func isSame(
        _ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>, _ whitespace: DiffOptions.Whitespace
    ) -> Bool {
        let rules = whitespace.subtracting(.ignoreBlankLines)
        if rules.isEmpty { return left == right }
        var left = trimmed(left)
        var right = trimmed(right)
        guard !rules.isDisjoint(with: [.ignoreAll, .ignoreChange]) else { return left == right }
        while let last = left.last, let other = right.last {
            left = left.dropLast()
            right = right.dropLast()
            guard ASCII.isSpace(last) || ASCII.isSpace(other) else {
                if last != other { return false }
                continue
            }
            if rules.contains(.ignoreChange), !ASCII.isSpace(last) || !ASCII.isSpace(other) { return false }
            // A stretch of white space is compared by the byte before it, where there is one.
            var (mine, its) = (last, other)
            while ASCII.isSpace(mine), let before = left.popLast() { mine = before }
            while ASCII.isSpace(its), let before = right.popLast() { its = before }
            if mine != its { return false }
        }
        if rules.contains(.ignoreAll) {
            left = trimmed(left)
            right = trimmed(right)
        }
        return left.isEmpty && right.isEmpty
    }

    private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var line = line
        while let last = line.last, ASCII.isSpace(last) { line = line.dropLast() }
        return line
    }

    // MARK: What is interesting

    /// Chooses the places that are printed; `isDense` leaves out hunks in which the result is that of a parent (`--cc`).
    ///
    /// Returns whether there are any.
    mutating func chooseHunks(isDense: Bool) -> Bool {
        for index in places.indices {
            places[index].isShown = places[index].lacking != 0 || !places[index].lost.isEmpty
        }
        if isDense { hideSettledHunks() }
        return showContext()
    }

    /// Hides hunks with lines from two versions only, one of which is the result's.
    private mutating func hideSettledHunks() {
        var start = 0
        while let begin = next(from: start, shown: true) {
            let end = endOfHunk(from: begin)
            var difference: UInt64 = 0
            var isInteresting = false
            func note(_ parents: UInt64) {
                if difference == 0 {
                    difference = parents
                } else if difference != parents {
                    isInteresting = true
                }
            }
            for place in places[begin..<end] {
                if place.lacking != 0 { note(place.lacking) }
                for line in place.lost where !isInteresting { note(line.parents) }
                if isInteresting { break }
            }
            if !isInteresting, difference != allParents {
                for index in begin..<end { places[index].isShown = false }
            }
            start = end
        }
    }

    /// The end of the hunk that begins at `begin`: interesting places with less than the context between them.
    private func endOfHunk(from begin: Int) -> Int {
        var index = begin + 1
        while index < places.count {
            if !places[index].isShown {
                // Something interesting within the context behind the hunk makes it longer.
                var ahead = min(withoutDeletionAtEnd(begin, index) + context, places.count)
                var continues = false
                while ahead > 0 {
                    ahead -= 1
                    if index > ahead { break }
                    if places[ahead].isShown {
                        continues = true
                        break
                    }
                }
                if !continues { return index }
                index = ahead
            }
            index += 1
        }
        return index
    }

    /// The first place behind a hunk, which its last line is too where only lost lines made it interesting: being printed,
    /// that line is context already.
    private func withoutDeletionAtEnd(_ begin: Int, _ end: Int) -> Int {
        begin + 1 <= end && places[end - 1].lacking == 0 ? end - 1 : end
    }

    private func next(from start: Int, shown: Bool) -> Int? {
        var index = start
        while index < places.count {
            if places[index].isShown == shown { return index }
            index += 1
        }
        return nil
    }

    /// Adds the lines of context, and joins hunks that are near each other.
    private mutating func showContext() -> Bool {
        guard var start = next(from: 0, shown: true) else { return false }
        while start < places.count {
            for index in max(0, start - context)..<start {
                if !places[index].isShown { places[index].hidesLost = true }
                places[index].isShown = true
            }
            while true {
                guard var end = next(from: start, shown: false) else { return true }
                let following = next(from: end, shown: true) ?? places.count
                end = withoutDeletionAtEnd(start, end)
                if following < end + context {
                    for index in end..<max(end, following) { places[index].isShown = true }
                    start = following
                    continue
                }
                start = following
                for index in end..<min(end + context, places.count) { places[index].isShown = true }
                break
            }
        }
        return true
    }

    // MARK: Output

    /// Appends the chosen hunks.
    func write(to output: inout [UInt8]) {
        var place = 0
        while true {
            var heading: Int?
            while place < places.count, !places[place].isShown {
                if place < lineCount, isHeading(place) { heading = place }
                place += 1
            }
            guard place < places.count else { return }
            let end = next(from: place, shown: false) ?? places.count
            writeHeader(place..<end, heading, to: &output)
            for index in place..<end { write(index, to: &output) }
            place = end
        }
    }

    /// Whether git takes a line of the result for the beginning of a function.
    private func isHeading(_ line: Int) -> Bool {
        guard starts[line] < result.count else { return false }
        let byte = result[starts[line]]
        return ASCII.isLetter(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$")
    }

    private func writeHeader(_ hunk: Range<Int>, _ heading: Int?, to output: inout [UInt8]) {
        var lines = hunk.count
        if hunk.upperBound > lineCount { lines -= 1 }
        // Places that only carry lost lines are not printed themselves where there is no context.
        let bare = context == 0 ? places[hunk].count { $0.lacking == 0 } : 0
        lines -= bare
        let marker = [UInt8](repeating: UInt8(ascii: "@"), count: parentCount + 1)
        output += marker
        for numbers in numbers {
            let first = numbers[hunk.lowerBound]
            let count = numbers[hunk.upperBound] - first - bare
            output += Array(" -\(first),\(UInt(bitPattern: count))".utf8)
        }
        output += Array(" +\(hunk.lowerBound + 1),\(UInt(bitPattern: lines)) ".utf8)
        output += marker
        if let heading {
            var length = 0
            for (index, byte) in result[starts[heading]...].prefix(40).enumerated() {
                if byte == 0 || byte == 0x0a { break }
                // As in git the last byte that is not white space is left out, too.
                if !ASCII.isSpace(byte) { length = index }
            }
            if length > 0 {
                output.append(0x20)
                output += result[starts[heading]..<starts[heading] + length]
            }
        }
        output.append(0x0a)
    }

    private func write(_ index: Int, to output: inout [UInt8]) {
        let place = places[index]
        if !place.hidesLost {
            for line in place.lost {
                writeMarks(line.parents, UInt8(ascii: "-"), to: &output)
                output += line.text.prefix { $0 != 0 }
                output.append(0x0a)
            }
        }
        guard index < lineCount, place.lacking != 0 || context > 0 else { return }
        writeMarks(place.lacking, UInt8(ascii: "+"), to: &output)
        let line = Self.text(result[starts[index]..<starts[index + 1]])
        // Git prints with C's functions, which end at a NUL.
        if let end = line.firstIndex(of: 0) {
            output += line[..<end]
            if line.last == 0x0d { output.append(0x0d) }
        } else {
            output += line
        }
        output.append(0x0a)
    }

    private func writeMarks(_ parents: UInt64, _ mark: UInt8, to output: inout [UInt8]) {
        for parent in 0..<parentCount {
            output.append(parents & (1 << UInt64(parent)) != 0 ? mark : 0x20)
        }
    }
}
