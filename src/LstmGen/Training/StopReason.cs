namespace LstmGen;

/// <summary>Why training ended.</summary>
public enum StopReason
{
    /// <summary>All epochs were done.</summary>
    Completed,

    /// <summary>The monitored loss had stopped improving.</summary>
    EarlyStopping,

    /// <summary>The caller cancelled it: the model has what it learned up to the last complete update.</summary>
    Cancelled,

    /// <summary>A value became infinite or NaN: the model has the parameters of its best epoch or of before the run.</summary>
    NonFinite,
}
