import CAllocationCounter

/// Whether allocations can be counted on this system; tests of allocation say so and pass where they cannot.
public var allocationsAreCounted: Bool { bateman_allocations_are_counted() }

/// How many blocks of memory the calling thread has allocated so far: subtract two of them.
public var allocationCount: Int { bateman_allocation_count() }
