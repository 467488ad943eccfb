package com.umcloud.umha.core.safety;

/** What the cloud has to say of a silent host's compute service, by the lists of it that were read. */
public enum CloudReport {
    /** It has reported since the host fell silent. */
    ADVANCED,
    /** Its next report was not late yet when the cloud was last read: whether it still reports is not known. */
    AWAITED,
    /** The next report is late, or there never was one. */
    MISSED
}
