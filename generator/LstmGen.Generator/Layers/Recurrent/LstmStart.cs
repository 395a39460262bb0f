namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>Where the states before a tile's first step come from.</summary>
internal enum LstmStart
{
    /// <summary>Zero, or what was learned.</summary>
    Fresh,

    /// <summary>They are given, h and then c, and the gradient with respect to them is wanted: a decoder's.</summary>
    Given,

    /// <summary>Each row goes on where its stream's last window ended, and leaves its states there in turn; the way back ends at the first step.</summary>
    Carried,
}
