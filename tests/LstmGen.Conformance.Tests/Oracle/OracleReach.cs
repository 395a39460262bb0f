namespace LstmGen.Conformance.Oracle;

/// <summary>What lies outside a sequence or a picture that a kernel reads from: zeros, and how many of them.</summary>
internal enum OraclePadding
{
    /// <summary>None: the kernel stays inside.</summary>
    Valid,

    /// <summary>⌊d(k−1)/2⌋ before and the rest of d(k−1) behind.</summary>
    Same,

    /// <summary>All of d(k−1) before: a step sees nothing later than itself.</summary>
    Causal,

    /// <summary>As few as ⌈n/s⌉ outputs take, half of them before: Keras' and TensorFlow's, which depends on n.</summary>
    KerasSame,
}

/// <summary>Which inputs a kernel reads along one axis.</summary>
internal readonly record struct OracleReach(int Kernel, int Stride = 1, int Dilation = 1, OraclePadding Padding = OraclePadding.Valid)
{
    /// <summary>From the first input that a kernel reads to its last.</summary>
    private int Span => Dilation * (Kernel - 1);

    /// <summary>How many outputs there are over so many inputs: at least one.</summary>
    public int Outputs(int inputs) => 1 + Math.Max(0, inputs - 1 - (Padding == OraclePadding.Valid ? Span : 0)) / Stride;

    /// <summary>The input that element <paramref name="element"/> of the kernel reads for an output; it may lie outside of so many inputs.</summary>
    public int Input(int output, int element, int inputs)
    {
        int left = Padding switch
        {
            OraclePadding.Same => Span / 2,
            OraclePadding.Causal => Span,
            OraclePadding.KerasSame => Math.Max((int)(Math.Ceiling((double)inputs / Stride) - 1) * Stride + Span + 1 - inputs, 0) / 2,
            _ => 0,
        };
        return output * Stride + element * Dilation - left;
    }

    /// <summary>The kernel's elements that read one of the inputs, and which.</summary>
    public IEnumerable<(int Element, int Input)> Reads(int output, int inputs)
    {
        OracleReach reach = this;
        return Enumerable.Range(0, Kernel)
            .Select(element => (element, reach.Input(output, element, inputs)))
            .Where(read => read.Item2 >= 0 && read.Item2 < inputs);
    }

    /// <summary>Throws where the kernel does not fit into the axis of a whole window.</summary>
    public void Check(int inputs)
    {
        if (Padding == OraclePadding.Valid && inputs <= Span)
        {
            throw new ArgumentOutOfRangeException(nameof(inputs), inputs, $"A kernel that reaches over {Span + 1} does not fit.");
        }
    }
}
