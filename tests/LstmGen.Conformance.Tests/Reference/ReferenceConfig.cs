namespace LstmGen.Conformance.Reference;

/// <summary>The network and the training of a reference case.</summary>
internal sealed record ReferenceConfig
{
    public required int Inputs { get; init; }

    public required int Hidden { get; init; }

    public required int Layers { get; init; }

    public required int Outputs { get; init; }

    public required int Lookback { get; init; }

    public required int Batch { get; init; }

    public required bool Bidirectional { get; init; }

    /// <summary>Whether the Dense layer works on every step instead of the last.</summary>
    public required bool EveryStep { get; init; }

    /// <summary>mse, mae, huber or cross_entropy.</summary>
    public required string Loss { get; init; }

    /// <summary>sgd, sgd_momentum, sgd_nesterov, adam, adamw or rmsprop.</summary>
    public required string Optimizer { get; init; }

    public required int Steps { get; init; }

    /// <summary>The largest global norm of a gradient.</summary>
    public required double? ClipNorm { get; init; }
}
