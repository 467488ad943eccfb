package com.umcloud.umha.fencing;

import com.umcloud.umha.api.fence.FenceAgentFactory;
import com.umcloud.umha.api.plugin.UmhaPlugin;
import com.umcloud.umha.fencing.ipmi.IpmiFenceAgentFactory;
import java.util.List;

/** Offers the fence agent {@code ipmi}. */
public final class FencingPlugin implements UmhaPlugin {
    @Override
    public List<FenceAgentFactory> fenceAgentFactories() {
        return List.of(new IpmiFenceAgentFactory());
    }
}
