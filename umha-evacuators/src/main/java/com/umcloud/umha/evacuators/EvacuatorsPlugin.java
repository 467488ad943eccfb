package com.umcloud.umha.evacuators;

import com.umcloud.umha.api.evacuate.EvacuatorFactory;
import com.umcloud.umha.api.plugin.UmhaPlugin;
import com.umcloud.umha.evacuators.nova.NovaEvacuatorFactory;
import java.util.List;

/** Offers the evacuator {@code nova}. */
public final class EvacuatorsPlugin implements UmhaPlugin {
    @Override
    public List<EvacuatorFactory> evacuatorFactories() {
        return List.of(new NovaEvacuatorFactory());
    }
}
