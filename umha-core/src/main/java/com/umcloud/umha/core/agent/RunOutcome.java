package com.umcloud.umha.core.agent;

/** How one measuring run ended. */
enum RunOutcome {
    /** Its measurements, if any, were handed to the publishers. */
    PUBLISHED,
    /** The meter failed; nothing was published. */
    FAILED,
    /** It was not back in time; its result was dropped, or its publishing cut short. */
    OVERRUN,
    /** The agent was closed meanwhile; nothing was published. */
    STOPPED
}
