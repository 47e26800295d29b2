// The requests of a batch that wait for a thread, and what its threads do next.

import RgitCore

/// Shares requests between threads that all read, wait and answer.
///
/// One thread at a time reads. It answers what it has read itself, while another reads on: a request that comes alone needs
/// no thread to be woken before it is answered. A thread that leaves something to do wakes one other, which does the same:
/// a request does not have all of them look. There is one thread more than commands at a time, so that
/// cancellations are read while all commands run.
///
/// The thread with the last line at hand keeps the turn to read for a millisecond, in which most of such requests are answered:
/// the next one then comes to a thread and a core that are awake. Another one watches, and reads on where it takes longer.
final class BatchQueue: Sendable {
    /// A request that waits for a thread.
    struct Waiting: Sendable {
        let place: Int
        let line: BatchLine
        /// The number of bytes of its line.
        let size: Int
        var isCancelled = false
    }

    /// What a thread does next.
    enum Step: Sendable {
        /// Reads a line and hands it to ``add(_:size:)`` or ``close()``.
        case read
        /// Answers a request and says so with ``finish(_:)``.
        case answer(Waiting)
        /// Ends: nothing more comes.
        case end
    }

    /// A request that is being answered.
    private struct Running: Sendable {
        let id: [UInt8]
        /// Whether it was cancelled, perhaps before its task was there.
        var isCancelled = false
        var task: Task<Void, Never>?
    }

    private struct State: Sendable {
        /// What was read; the requests before `first` are begun.
        var waiting: [Waiting] = []
        var first = 0
        /// The number of bytes of the lines that wait.
        var waitingBytes = 0
        /// The number of threads that answer.
        var active = 0
        var running: [Int: Running] = [:]
        var count = 0
        var isReading = false
        /// The request whose thread keeps the turn to read, and since when; `nil` for none.
        var hold: (place: Int, since: ContinuousClock.Instant)?
        /// When a thread last kept the turn.
        var lastHold: ContinuousClock.Instant?
        /// Whether a thread looks every millisecond whether a turn was kept for too long.
        var isWatched = false
        /// Whether nothing more comes.
        var isOver = false
        /// Resumed once when everything is answered.
        var ending: CheckedContinuation<Void, Never>?

        var waitingCount: Int { waiting.count - first }
        var isFinished: Bool { isOver && active == 0 && waitingCount == 0 }

        /// Whether a thread may read.
        var canRead: Bool {
            !isOver && !isReading && !isHeld && waitingCount < BatchQueue.maximumWaiting.requests
                && waitingBytes < BatchQueue.maximumWaiting.bytes
        }

        private var isHeld: Bool {
            guard let hold else { return false }
            return ContinuousClock.now - hold.since < BatchQueue.maximumHold
        }

        /// Whether turns are kept, or were a moment ago.
        var wantsWatching: Bool {
            guard !isOver, let lastHold else { return false }
            return hold != nil || ContinuousClock.now - lastHold < BatchQueue.watchedAfterHold
        }

        /// Whether there is something to do for a thread, where `jobs` commands run at a time.
        func hasStep(jobs: Int) -> Bool {
            canRead || isOver && waitingCount == 0 || active < jobs && waitingCount > 0
        }

        mutating func takeFirst() -> Waiting? {
            guard first < waiting.count else { return nil }
            let next = waiting[first]
            first += 1
            waitingBytes -= next.size
            if first == waiting.count || first >= 1024 {
                waiting.removeFirst(first)
                first = 0
            }
            active += 1
            if case .request(let request) = next.line {
                running[next.place] = Running(id: request.id, isCancelled: next.isCancelled)
            }
            return next
        }

        /// Marks those that run and that `isMeant`, and returns their tasks.
        mutating func cancelRunning(_ isMeant: (Running) -> Bool) -> [Task<Void, Never>] {
            var tasks: [Task<Void, Never>] = []
            for (place, running) in running where isMeant(running) {
                self.running[place]?.isCancelled = true
                if let task = running.task { tasks.append(task) }
            }
            return tasks
        }

        /// What is to be resumed, once, where everything is answered.
        mutating func takeEnding() -> CheckedContinuation<Void, Never>? {
            guard isFinished else { return nil }
            defer { ending = nil }
            return ending
        }

        mutating func clear() {
            waiting = []
            first = 0
            waitingBytes = 0
        }
    }

    /// The maximum number of requests that wait, and of the bytes of their lines but for one.
    private static let maximumWaiting = (requests: 4096, bytes: 16 << 20)

    /// How long a thread keeps the turn to read while it answers.
    private static let maximumHold = Duration.milliseconds(1)
    /// How long holds are watched after the last: waking a thread costs more than its looking a few times.
    private static let watchedAfterHold = Duration.milliseconds(20)

    private let jobs: Int
    private let state = Monitor(State())

    /// A queue of a batch with `jobs` commands at a time.
    init(jobs: Int) { self.jobs = jobs }

    /// What the calling thread does next; blocks until there is something.
    func next() -> Step {
        var isWatching = false
        let (step, hasMore): (Step, Bool) = state.wait { state in
            // One thread watches; the others wait until they are woken.
            if isWatching { state.isWatched = false }
            isWatching = state.wantsWatching && !state.isWatched
            if isWatching { state.isWatched = true }
            return isWatching ? 1 : nil
        } for: { state in
            let step: Step
            if state.active < jobs, let next = state.takeFirst() {
                step = .answer(next)
            } else if state.isOver, state.waitingCount == 0 {
                step = .end
            } else if state.canRead {
                state.isReading = true
                state.hold = nil
                step = .read
            } else {
                return .notYet
            }
            if isWatching { state.isWatched = false }
            return .ready((step, state.hasStep(jobs: jobs) || state.hold != nil && !state.isWatched))
        }
        if hasMore { state.wakeOne() }
        return step
    }

    /// Takes what the calling thread has read, and ends its turn to read; the thread goes on with what is returned. With
    /// `isLast` no further line is at hand, and the thread keeps the turn for a while.
    func add(_ line: BatchLine, size: Int, isLast: Bool) -> Waiting? {
        let (next, hasMore): (Waiting?, Bool) = state.locked { state in
            state.isReading = false
            guard !state.isOver else { return (nil, true) }
            state.waiting.append(Waiting(place: state.count, line: line, size: size))
            state.waitingBytes += size
            state.count += 1
            guard state.active < jobs, let next = state.takeFirst() else { return (nil, false) }
            guard isLast else { return (next, state.hasStep(jobs: jobs)) }
            let now = ContinuousClock.now
            state.hold = (next.place, now)
            state.lastHold = now
            return (next, !state.isWatched)
        }
        if hasMore { state.wakeOne() }
        return next
    }

    /// Cancels the requests of an id, which the calling thread has read, and ends its turn to read.
    func cancel(_ id: [UInt8]) {
        let tasks = state.announce { state in
            state.isReading = false
            for index in state.waiting[state.first...].indices {
                if case .request(let request) = state.waiting[index].line, request.id == id {
                    state.waiting[index].isCancelled = true
                }
            }
            return state.cancelRunning { $0.id == id }
        }
        for task in tasks { task.cancel() }
    }

    /// Has the calling thread's turn to read be the last one.
    func close() {
        announce { state in
            state.isReading = false
            state.isOver = true
        }
    }

    /// Drops the waiting requests and cancels the running ones: the program that reads the answers has gone.
    func abandon() {
        let tasks = announce { state in
            state.isOver = true
            state.clear()
            return state.cancelRunning { _ in true }
        }
        for task in tasks { task.cancel() }
    }

    /// Notes the task that answers the request at `place`, so that it can be cancelled; at once where that was asked for
    /// before.
    func started(_ task: Task<Void, Never>, _ place: Int) {
        let isCancelled = state.locked { state in
            state.running[place]?.task = task
            return state.running[place]?.isCancelled ?? false
        }
        if isCancelled { task.cancel() }
    }

    /// Notes that the calling thread has answered the request at `place`; it asks for the ``next()`` step then.
    func finish(_ place: Int) {
        let ending: CheckedContinuation<Void, Never>? = state.locked { state in
            state.running.removeValue(forKey: place)
            if state.hold?.place == place { state.hold = nil }
            state.active -= 1
            return state.takeEnding()
        }
        ending?.resume()
    }

    /// Suspends until everything is answered; a thread may still read, where the reader of the answers has gone.
    func finished() async {
        await withCheckedContinuation { continuation in
            let isFinished = state.locked { state in
                if !state.isFinished { state.ending = continuation }
                return state.isFinished
            }
            if isFinished { continuation.resume() }
        }
    }

    /// Changes the state, wakes the threads that wait, and resumes ``finished()`` where that was the end.
    private func announce<Result>(_ body: (inout State) -> Result) -> Result {
        let (result, ending) = state.announce { state in
            let result = body(&state)
            return (result, state.takeEnding())
        }
        ending?.resume()
        return result
    }
}
