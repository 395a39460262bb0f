namespace LstmGen.Conformance.Oracle;

/// <summary>What the oracle says of a batch.</summary>
internal sealed class OracleResult
{
    /// <summary>Rows of outputs; 0 past the valid steps.</summary>
    public required double[] Outputs { get; init; }

    /// <summary>The mean over the rows.</summary>
    public double Loss { get; set; }

    /// <summary>By the flat parameter vector.</summary>
    public required double[] ParameterGradient { get; init; }

    /// <summary>By the windows; 0 past the valid steps.</summary>
    public required double[] InputGradient { get; init; }
}
