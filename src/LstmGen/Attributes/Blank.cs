namespace LstmGen;

/// <summary>Where the blank of connectionist temporal classification stands among the symbols.</summary>
public enum Blank
{
    /// <summary>Symbol 0, as in PyTorch, TensorFlow 2 and Keras 3.</summary>
    First,

    /// <summary>The last symbol, as in older software.</summary>
    Last,
}
