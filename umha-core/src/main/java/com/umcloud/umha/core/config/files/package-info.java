/** The guide's two host lists: power devices and storage addresses, loaded wholly or not at all. */
@NullMarked
package com.umcloud.umha.core.config.files;

import org.jspecify.annotations.NullMarked;
