namespace LstmGen;

/// <summary>Which framework's form an optimizer takes where the two differ: formula and defaults.</summary>
public enum OptimizerStyle
{
    /// <summary>As Keras 3 has it.</summary>
    Keras,

    /// <summary>As PyTorch has it.</summary>
    PyTorch,
}
