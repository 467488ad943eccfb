package com.umcloud.umha.core.assessment;

import java.util.Locale;

/** A way in which a host can be seen; it judges a host only after it was good once on that host. */
public enum Signal {
    /** Storage samples of the host's agent. */
    STORAGE,
    /** Probes of the host's storage address. */
    PROBE,
    /** The power state, read as on while the host was alive: the proof that the device is the host's own. */
    POWER,
    /** {@code business_connectivity} samples. */
    BUSINESS,
    /** {@code path_access_ok} samples. */
    PATH;

    /** The word under which it is kept. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
