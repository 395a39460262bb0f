namespace LstmGen.Text;

/// <summary>What <see cref="SequencePadding"/> does with a sequence that is longer than its row. Nothing is cut unless asked for.</summary>
public enum Overlong
{
    /// <summary>Throws.</summary>
    Refuse,

    /// <summary>Keeps the beginning.</summary>
    CutEnd,

    /// <summary>Keeps the end.</summary>
    CutStart,
}
