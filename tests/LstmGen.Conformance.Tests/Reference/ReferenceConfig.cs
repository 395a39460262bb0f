namespace LstmGen.Conformance.Reference;

/// <summary>The network and the training of a reference case.</summary>
internal sealed record ReferenceConfig
{
    public required int Inputs { get; init; }

    public required int Hidden { get; init; }

    public int Layers { get; init; } = 1;

    public required int Outputs { get; init; }

    public required int Lookback { get; init; }

    public required int Batch { get; init; }

    public required bool Bidirectional { get; init; }

    /// <summary>The width of h when it is projected, else 0.</summary>
    public int Projection { get; init; }

    /// <summary>Whether a LayerNorm stands before the Dense layer.</summary>
    public bool Norm { get; init; }

    /// <summary>Whether the Dense layer works on every step instead of the last.</summary>
    public bool EveryStep { get; init; }

    /// <summary>Of the convolution.</summary>
    public int Filters { get; init; }

    /// <summary>Of the convolution.</summary>
    public int Kernel { get; init; }

    /// <summary>Of the convolution.</summary>
    public int Stride { get; init; }

    /// <summary>Of the convolution.</summary>
    public int Dilation { get; init; }

    /// <summary>valid, same or causal.</summary>
    public string Padding { get; init; } = "valid";

    /// <summary>max, average or none: over two steps behind the convolution.</summary>
    public string? Pool { get; init; }

    public int Vocabulary { get; init; }

    /// <summary>Of the embedding.</summary>
    public int Dimension { get; init; }

    public int Height { get; init; }

    public int Width { get; init; }

    public int Channels { get; init; }

    /// <summary>mse, mae, huber or cross_entropy.</summary>
    public required string Loss { get; init; }

    /// <summary>sgd, sgd_momentum, sgd_nesterov, adam, adamw or rmsprop.</summary>
    public required string Optimizer { get; init; }

    public required int Steps { get; init; }

    /// <summary>The largest global norm of a gradient.</summary>
    public double? ClipNorm { get; init; }
}
