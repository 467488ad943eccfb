package com.umcloud.umha.it.openstack.bench;

import static com.umcloud.umha.it.openstack.bench.Kind.NAMED;
import static com.umcloud.umha.it.openstack.bench.Kind.UMHA;
import static com.umcloud.umha.it.openstack.bench.Kind.UNNAMED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void everySecondBlockGoesBackwards() {
        List<Kind> against = List.of(NAMED, UNNAMED);

        assertThat(Schedule.block(0, against)).containsExactly(UMHA, NAMED, UNNAMED);
        assertThat(Schedule.block(1, against)).containsExactly(UNNAMED, NAMED, UMHA);
        assertThat(Schedule.block(2, against)).isEqualTo(Schedule.block(0, against));
        assertThat(Schedule.block(1, List.of(NAMED))).containsExactly(NAMED, UMHA);
    }

    @Test
    void umhaIsNotComparedWithItself() {
        assertThat(Kind.direct(" named ")).isEqualTo(NAMED);
        assertThatThrownBy(() -> Kind.direct("umha")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Kind.direct("both")).isInstanceOf(IllegalArgumentException.class);
    }
}
