// The words of the server's own vocabulary: statuses, priorities, types. In English they are as the server says them; other
// languages know those of the dialects Satchel speaks, and leave what an administrator made up as it is.
export const vocabulary = {
  vocabulary: {
    status: (label: string): string => label,
    priority: (label: string): string => label,
    caseType: (label: string): string => label,
  },
};
