namespace LstmGen;

/// <summary>How a model scales each column before the network sees it. Fitted on the training span only.</summary>
public enum Scaling
{
    /// <summary>Values go in and come out as they are.</summary>
    None,

    /// <summary>(x − minimum) / (maximum − minimum): 0 to 1 over the training span.</summary>
    MinMax,

    /// <summary>(x − mean) / standard deviation (of the population).</summary>
    Standard,

    /// <summary>(x − median) / interquartile range: outliers do not move it.</summary>
    Robust,
}
