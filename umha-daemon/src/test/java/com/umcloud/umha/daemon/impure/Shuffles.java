package com.umcloud.umha.daemon.impure;

import java.util.Collections;
import java.util.List;

final class Shuffles {
    private Shuffles() {}

    static void value(List<String> hosts) {
        Collections.shuffle(hosts);
    }
}
