namespace LstmGen.Import;

/// <summary>What a file does not say.</summary>
public sealed record ImportOptions
{
    /// <summary>Steps of a window, where the file leaves their number open; null, the default, for what the file says.</summary>
    public int? LookBack { get; init; }

    /// <summary>Steps where the file leaves them open and <see cref="LookBack"/> does not say them: those of the class that is filled.</summary>
    internal int? OpenLookBack { get; init; }

    /// <summary>The dictionary in a PyTorch checkpoint that holds the weights, where there are several: <c>model_state_dict</c>. Null, the default, for the only one.</summary>
    public string? Key { get; init; }
}
