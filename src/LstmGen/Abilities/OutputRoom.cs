namespace LstmGen;

/// <summary>What the calls of heads share: how many steps a window has, and how many values a caller has room for.</summary>
internal static class OutputRoom
{
    /// <summary>The length of a whole window.</summary>
    public static int WholeWindow(SequenceModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Description.LookBack;
    }

    /// <summary>The valid steps of the output of one window.</summary>
    public static int ValidSteps(SequenceModel model, ReadOnlySpan<float> window, int length) => model.Kernels.OutputLength(window, length);

    /// <summary>Refuses a span that holds neither the valid steps nor all.</summary>
    public static void Check(int valid, int all, int length, string name)
    {
        if (length != valid && length != all)
        {
            string expected = valid == all ? $"{all}" : $"{valid}, for the valid steps, or {all}, for all,";
            throw new ArgumentException($"Expected a length of {expected}, but got {length}.", name);
        }
    }
}
