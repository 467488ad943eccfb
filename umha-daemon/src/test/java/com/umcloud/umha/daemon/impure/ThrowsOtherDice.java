package com.umcloud.umha.daemon.impure;

import java.util.SplittableRandom;

final class ThrowsOtherDice {
    private ThrowsOtherDice() {}

    static int value() {
        return new SplittableRandom().nextInt();
    }
}
