package com.umcloud.umha.testkit.openstack.nova;

import com.umcloud.umha.testkit.openstack.http.Call;
import com.umcloud.umha.testkit.openstack.http.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Flavors (nova/api/openstack/compute/flavors.py, flavors_extraspecs.py); called with the state's lock held. */
final class FlavorRoutes {
    private final NovaState state;

    FlavorRoutes(NovaState state) {
        this.state = state;
    }

    Reply detail(Call call, int minor) {
        String marker = call.parameter("marker").orElse("");
        List<SimulatedFlavor> page = state.flavors().stream()
                .filter(flavor -> flavor.id().compareTo(marker) > 0)
                .limit(new Paging(state.settings().maximumLimit()).size(call))
                .toList();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("flavors", page.stream().map(flavor -> view(flavor, minor)).toList());
        new Paging(state.settings().maximumLimit())
                .next(call, page.stream().map(SimulatedFlavor::id).toList(), "/flavors/detail")
                .ifPresent(links -> answer.put("flavors_links", links));
        return Reply.json(200, answer);
    }

    Reply extraSpecs(String id) {
        return state.flavors().stream()
                .filter(flavor -> flavor.id().equals(id))
                .findFirst()
                .map(flavor -> Reply.json(200, Map.of("extra_specs", flavor.extraSpecs())))
                .orElseThrow(() -> new NovaFault(404, "Flavor " + id + " could not be found."));
    }

    /** What a flavor takes of a host; a flavor without swap has an empty text there up to 2.74. */
    static Map<String, Object> resources(SimulatedFlavor flavor) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("vcpus", flavor.vcpus());
        view.put("ram", flavor.memoryMb());
        view.put("disk", flavor.diskGb());
        view.put("OS-FLV-EXT-DATA:ephemeral", flavor.ephemeralGb());
        view.put("swap", flavor.swapMb());
        return view;
    }

    private static Map<String, Object> view(SimulatedFlavor flavor, int minor) {
        Map<String, Object> view = resources(flavor);
        view.put("id", flavor.id());
        view.put("name", flavor.name());
        if (minor < 75 && flavor.swapMb() == 0) {
            view.put("swap", "");
        }
        if (minor >= 61) {
            view.put("extra_specs", flavor.extraSpecs());
        }
        return view;
    }
}
