/** Labels and annotations of ApplySets. Source: KEP-3659, "ApplySet specification". */

/** On the parent: the ID of the set. */
export const ID_LABEL = 'applyset.kubernetes.io/id';
/** On members: the ID of the set that they belong to. */
export const PART_OF_LABEL = 'applyset.kubernetes.io/part-of';
/** On a CRD: its objects may be parents. */
export const PARENT_TYPE_LABEL = 'applyset.kubernetes.io/is-parent-type';
/** On the parent: which tool manages the set, and its version. */
export const TOOLING = 'applyset.kubernetes.io/tooling';
/** On the parent: the kinds of the members, `KIND.GROUP`. */
export const GROUP_KINDS = 'applyset.kubernetes.io/contains-group-kinds';
/** An older form of the same: `RESOURCE.GROUP`. */
export const GROUP_RESOURCES = 'applyset.kubernetes.io/contains-group-resources';
/** On the parent: namespaces of members other than its own. */
export const NAMESPACES = 'applyset.kubernetes.io/additional-namespaces';
