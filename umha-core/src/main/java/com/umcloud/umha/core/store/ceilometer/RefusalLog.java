package com.umcloud.umha.core.store.ceilometer;

import com.umcloud.umha.core.telemetry.ReceivedSample;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs samples that cannot be stored: each kind of trouble of a meter, resource and sender once, not once per interval. */
final class RefusalLog {
    private static final Logger log = LoggerFactory.getLogger(RefusalLog.class);
    private static final int REMEMBERED = 1000;
    private static final int SHOWN = 100;

    private final Map<String, Boolean> told = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    synchronized void refused(ReceivedSample received, String reason) {
        String what = shown(received.sample().name()) + " of "
                + shown(received.sample().resourceId()) + " from "
                + received.sender().getHostAddress();
        if (told.put(what + reason, true) == null) {
            log.warn("Sample {} cannot be stored and is dropped, as is every one like it: {}", what, shown(reason));
        } else {
            log.debug("Sample {} dropped: {}", what, shown(reason));
        }
    }

    private static String shown(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return printable.length() > SHOWN ? printable.substring(0, SHOWN) + "..." : printable;
    }
}
